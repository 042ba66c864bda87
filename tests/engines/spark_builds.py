"""Builds on Spark as processes of their own, and what they need on a machine."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from include.settings import PROJECT_ROOT, Settings, SparkSettings

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


def on_spark(
    settings: Settings, master: str, configuration: dict[str, str] | None = None, lake: str = ""
) -> Settings:
    """The same home, built on Spark; with settings for small loads, unless others are given."""
    chosen = SMALL if configuration is None else configuration
    return replace(settings, engine="spark", spark=SparkSettings(lake, master, tuple(chosen.items())))


@contextmanager
def begun_spark_build(settings: Settings) -> Iterator[subprocess.Popen[str]]:
    """Begin a build, whose output lies in the home's log; it is ended where nobody has waited for its end."""
    with log_path(settings).open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "include.spark.build"],
            cwd=PROJECT_ROOT,
            env={**os.environ, **settings.environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
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
