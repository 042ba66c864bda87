"""`make down`: end every process that `make up` has started."""

import sys

from rich.console import Console

from include.operations.errors import EXIT_FAILED, EXIT_UNUSABLE
from include.operations.services import processes
from include.operations.terminal import Terminal, complain, say
from include.settings import Settings, load_settings
from include.variables import SettingsError


def main() -> int:
    """End the services and return the exit code: 0 none is left, 1 some withstand."""
    console = Terminal()
    try:
        return down(load_settings(), console)
    except SettingsError as error:
        complain(str(error))
        return EXIT_UNUSABLE


def down(settings: Settings, console: Console) -> int:
    """End the services of a home, also those whose supervisor is gone."""
    process_count = len(processes.running_processes(settings))
    left_count = processes.end_services(settings)
    if left_count:
        say(console, f"{left_count} processes of {settings.home} cannot be ended.", style="red")
        return EXIT_FAILED
    if process_count:
        say(console, f"Stopped: {process_count} processes ended.")
    else:
        say(console, f"Nothing runs on the home {settings.home}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
