"""`make audit`: hold the locked versions against what is known of their holes.

The list of holes is PyPI's, so this needs the network; nothing of the home is told, only which packages are
locked. pip-audit is not installed for it: uv runs it from its cache.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from include.operations.errors import EXIT_FAILED, EXIT_UNUSABLE, OperationError
from include.operations.terminal import Terminal, complain, say
from include.settings import PROJECT_ROOT

PIP_AUDIT = "pip-audit==2.10.1"


def main() -> int:
    """Name every hole that is known; 0 where there is none, 1 where there is one, 2 where nobody knows."""
    try:
        dependencies = known_holes(Path(sys.executable).parent / "uv")
        audited = [dependency for dependency in dependencies if "skip_reason" not in dependency]
        if not audited:
            raise OperationError(
                f"Of none of the {len(dependencies)} locked packages it is known whether it has holes: the "
                "package index that this machine reaches tells nothing of them. Run it where pypi.org can be "
                "reached."
            )
    except OperationError as error:
        complain(str(error))
        return EXIT_UNUSABLE
    holes = [(dependency, hole) for dependency in audited for hole in dependency["vulns"]]
    terminal = Terminal()
    for dependency, hole in holes:
        mended = ", ".join(hole["fix_versions"]) or "no version yet"
        say(terminal, f"{dependency['name']} {dependency['version']}: {hole['id']}, mended in {mended}")
    say(terminal, f"{len(audited)} of {len(dependencies)} locked packages audited, {len(holes)} holes known")
    return EXIT_FAILED if holes else 0


def known_holes(uv: Path) -> list[dict[str, Any]]:
    """What pip-audit tells of each locked package, those for tests alone left out.

    Raises:
        OperationError: uv or pip-audit is not to be had, or could not ask.
    """
    with tempfile.TemporaryDirectory(prefix="pressmark-audit-") as folder:
        requirements, answer = Path(folder) / "requirements.txt", Path(folder) / "answer.json"
        export = ["export", "--quiet", "--frozen", "--no-dev", "--no-hashes", "--no-emit-project"]
        _run([str(uv), *export, "--output-file", str(requirements)])
        tool = ["tool", "run", "--quiet", "--python", sys.executable, PIP_AUDIT]
        asking = [
            "--requirement",
            str(requirements),
            "--no-deps",
            "--disable-pip",
            "--progress-spinner",
            "off",
        ]
        _run([str(uv), *tool, *asking, "--format", "json", "--output", str(answer)])
        if not answer.exists():
            raise OperationError(
                "pip-audit told nothing. Look at the connection to pypi.org, and run it again."
            )
        dependencies: list[dict[str, Any]] = json.loads(answer.read_text("utf-8"))["dependencies"]
        return dependencies


def _run(command: list[str]) -> None:
    """Run a tool; 1 is how pip-audit says that it found something, and uv that it did not get it."""
    try:
        completed = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    except OSError as error:
        raise OperationError(
            f"{command[0]} cannot be run ({error.strerror}): make setup brings it."
        ) from error
    if completed.returncode not in {0, 1} or (completed.returncode and not _is_answered(command)):
        last = completed.stderr.strip().splitlines()[-1:] or ["no word"]
        raise OperationError(
            f"The locked packages could not be audited: {last[0]}. It needs uv, pip-audit and pypi.org, so "
            "look at the network, and run it again."
        )


def _is_answered(command: list[str]) -> bool:
    return Path(command[-1]).exists()


if __name__ == "__main__":
    sys.exit(main())
