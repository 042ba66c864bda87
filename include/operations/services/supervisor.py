"""The parent of Airflow's services: it leads their session, and ends all when one of them dies.

`make up` starts it as `python -m include.operations.services.supervisor`, in a session of its own and in
the home's Airflow environment. It ends on SIGTERM.
"""

import logging
import os
import signal
import subprocess
import sys
from types import FrameType

from include.operations.airflow_environment import base_url
from include.operations.errors import EXIT_FAILED
from include.operations.services import processes
from include.settings import Settings, load_settings

SERVICES = {
    "api-server": ["airflow", "api-server"],
    # The logs lie on this machine, where the UI reads them; serving them would take ports that homes share.
    "scheduler": ["airflow", "scheduler", "--skip-serve-logs"],
    "dag-processor": ["airflow", "dag-processor"],
    "triggerer": ["airflow", "triggerer", "--skip-serve-logs"],
}
"""The command of each service, by its name, which is also the name of its log."""

logger = logging.getLogger(__name__)


def main() -> int:
    """Start the services and stay until told to end, or until one of them has ended."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    settings = load_settings()
    processes.record_session(settings, base_url(settings))
    signal.signal(signal.SIGTERM, _end_normally)
    try:
        names = {_start(name, command, settings): name for name, command in SERVICES.items()}
        pid, status = os.wait()
        logger.error(
            "%s ended with exit code %s: ending the other services",
            names[pid],
            os.waitstatus_to_exitcode(status),
        )
        return EXIT_FAILED
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        processes.end_services(settings)


def _start(name: str, command: list[str], settings: Settings) -> int:
    # Appended to, so that maintenance may empty it: else the next line would leave a hole before it.
    with (settings.logs_dir / f"{name}.log").open("ab") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    logger.info("%s started as process %d", name, process.pid)
    return process.pid


def _end_normally(signal_number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
