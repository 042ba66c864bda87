"""Builds on Spark as processes of their own, and what they need on a machine."""

import os
import subprocess
import sys
from pathlib import Path

from include.settings import PROJECT_ROOT, Settings


def start_spark_build(
    settings: Settings, lake: Path, master: str = "local[2]", *options: str
) -> subprocess.Popen[str]:
    """Begin a build, whose output lies in the home's log."""
    log = settings.home / "spark_build.log"
    with log.open("w") as output:
        return subprocess.Popen(
            [
                sys.executable, "-m", "include.spark.build", "--lake", str(lake), "--master", master,
                "--conf", "spark.driver.bindAddress=127.0.0.1", "--conf", "spark.driver.host=127.0.0.1",
                *options,
            ],
            cwd=PROJECT_ROOT,
            env={**os.environ, **settings.environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )  # fmt: skip


def spark_build(settings: Settings, lake: Path, master: str = "local[2]", *options: str) -> None:
    """Build to the end; the end of its log is in the message where that fails."""
    process = start_spark_build(settings, lake, master, *options)
    if process.wait():
        log = (settings.home / "spark_build.log").read_text()
        raise AssertionError(f"the build on Spark ended with {process.returncode}:\n{log[-4000:]}")
