"""`make setup`: make the environment `.venv` from the locked versions.

It runs on the machine's own Python, before anything is installed, so it uses the standard library alone.
The exit code is 0 when the environment is ready, 2 when the machine lacks something, which is then named.
"""

import argparse
import importlib.util
import logging
import os
import subprocess
import sys
import time
from pathlib import Path

UV_VERSION = "0.13.9"
"""The installer that reads `uv.lock`; pinned, because the format of the lock file moves with it."""

OLDEST_PYTHON = (3, 11)
NEWEST_PYTHON = (3, 13)

logger = logging.getLogger("setup")


class InstallError(Exception):
    """The environment cannot be made; the message says what to install or to look at."""


def main(arguments: list[str] | None = None) -> int:
    """Make the environment that is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--environment", type=Path, default=Path(".venv"))
    parser.add_argument("--group", action="append", default=[], help="what not everybody needs, too: spark")
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    began = time.monotonic()
    try:
        check_python(sys.version_info[:2])
        install(options.environment.absolute(), options.group)
    except InstallError as error:
        logger.error("%s", error)
        return 2
    logger.info("The environment is ready after %.0f s.", time.monotonic() - began)
    return 0


def check_python(version: tuple[int, int]) -> None:
    """Raise InstallError unless this Python can make the environment."""
    found = ".".join(map(str, version))
    if not OLDEST_PYTHON <= version <= NEWEST_PYTHON:
        raise InstallError(f"Python {found} is not supported: install Python 3.11, 3.12 or 3.13.")
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        raise InstallError(
            f"Python {found} lacks {' and '.join(missing)}: install it "
            f"(Debian, Ubuntu: apt-get install python3-venv, or python{found}-venv), then run make again."
        )


def install(environment: Path, groups: list[str]) -> None:
    """Make the environment, and bring it to the locked versions."""
    python = environment / "bin" / "python"
    if not python.exists():
        logger.info("Making the environment %s ...", environment)
        _run([sys.executable, "-m", "venv", str(environment)])
    _run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"uv=={UV_VERSION}"])
    logger.info("Installing the locked versions ...")
    # uv itself is not among them: --inexact leaves it where it is.
    _run(
        [
            str(environment / "bin" / "uv"),
            "sync",
            "--frozen",
            "--inexact",
            "--quiet",
            "--python",
            str(python),
            *(f"--group={group}" for group in groups),
        ],
        {"UV_PROJECT_ENVIRONMENT": str(environment), "UV_PYTHON_DOWNLOADS": "never"},
    )


def _run(command: list[str], variables: dict[str, str] | None = None) -> None:
    completed = subprocess.run(command, env={**os.environ, **(variables or {})}, check=False)
    if completed.returncode:
        raise InstallError(
            f"This failed with exit code {completed.returncode}, and said why above: {' '.join(command)}\n"
            "Packages come from the package index, so check the connection to it; then run make again."
        )


if __name__ == "__main__":
    sys.exit(main())
