"""`make upgrade`: bring a home of an earlier version to this one. `make run` and `make up` do it, too."""

import sys

from include.operations import home
from include.operations.errors import EXIT_UNUSABLE, OperationError
from include.operations.terminal import Terminal, complain, say
from include.settings import load_settings
from include.variables import SettingsError


def main() -> int:
    """Upgrade the home and return 0; 2 where it cannot be, and then it is as it was."""
    console = Terminal()
    try:
        settings = load_settings()
        home.ensure_home(settings)
        with home.home_lock(settings):
            steps = home.upgrade_home(settings)
    except (OperationError, SettingsError) as error:
        complain(str(error))
        return EXIT_UNUSABLE
    for step in steps:
        say(console, f"Upgraded the home: {step}")
    if not steps:
        say(console, f"The home {settings.home} is up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
