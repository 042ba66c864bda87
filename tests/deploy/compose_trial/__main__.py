"""`make test-compose`: try the Compose file with a real engine, or say why that cannot be done here."""

import argparse
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.deploy.compose_trial import debian
from tests.deploy.compose_trial.base_images import make_base_images
from tests.deploy.compose_trial.commands import TrialError, UnavailableError, say, step
from tests.deploy.compose_trial.engine import running_engine
from tests.deploy.compose_trial.trial import try_deployment


def main() -> int:
    """Return 0 where everything works, or where nothing can be tried; 1 where something does not work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", action="store_true", help="try several workers instead, by Celery")
    has_workers: bool = parser.parse_args().workers
    # Whoever is asked to end still has an engine to end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="pressmark-compose-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        try:
            with step("Get the engine and Compose"):
                debian.install_programs()
                mirror = debian.machine_mirror()
                compose = debian.unpack_compose(mirror, folder / "apt")
            with running_engine(folder / "engine", compose) as engine:
                with step("Make the base images"):
                    make_base_images(engine, mirror, folder, with_redis=has_workers)
                try_deployment(engine, folder, has_workers=has_workers)
        except UnavailableError as error:
            say(f"skipped: {error}")
            return 0
        except TrialError as error:
            say(f"The deployment does not work: {error}")
            return 1
    say(f"The deployment works, tried in {time.monotonic() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
