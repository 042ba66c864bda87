"""Builds on Spark as processes of their own, and what they need on a machine."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from include.settings import PROJECT_ROOT, Settings

START_SECONDS = 900
"""A slow machine on which other tests run, too, takes minutes to come to the middle of a build."""


SMALL = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    # What large loads gain by these, small ones lose: they are planned and compiled for longer than they run.
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "2",
}
"""Settings of Spark for small loads on this machine."""


@contextmanager
def begun_spark_build(
    settings: Settings, lake: Path, master: str, configuration: dict[str, str]
) -> Iterator[subprocess.Popen[str]]:
    """Begin a build, whose output lies in the home's log; it is ended where nobody has waited for its end."""
    options = [f"--conf={name}={value}" for name, value in configuration.items()]
    with log_path(settings).open("w") as output:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "include.spark.build", "--lake", str(lake), "--master", master,
                *options,
            ],
            cwd=PROJECT_ROOT,
            env={**os.environ, **settings.environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def log_path(settings: Settings) -> Path:
    return settings.home / "spark_build.log"


def build_log(settings: Settings) -> str:
    """What the last build has said so far."""
    return log_path(settings).read_text(errors="replace")


def wait_for_build(settings: Settings, process: subprocess.Popen[str], model: str) -> None:
    """Wait until a build has begun with a model."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if re.search(rf"START .* {re.escape(model)} ", build_log(settings)):
            return
        time.sleep(0.1)
    raise AssertionError(f"the build did not come to {model}:\n{build_log(settings)[-4000:]}")


def spark_build(settings: Settings, lake: Path, master: str, configuration: dict[str, str]) -> None:
    """Build to the end; the end of its log is in the message where that fails."""
    with begun_spark_build(settings, lake, master, configuration) as process:
        if process.wait():
            raise AssertionError(
                f"the build on Spark ended with {process.returncode}:\n{build_log(settings)[-4000:]}"
            )
