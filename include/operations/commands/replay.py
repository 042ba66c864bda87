"""`make replay`: give what is quarantined another chance."""

import sys

from include.landing.replay import replay_quarantine
from include.operations.errors import EXIT_UNUSABLE
from include.operations.terminal import Terminal, complain, say
from include.settings import load_settings
from include.variables import SettingsError
from include.warehouse import DatabaseFileError


def main() -> int:
    """Replay the quarantine of this home, say in one line what came of it, and return the exit code."""
    try:
        replay = replay_quarantine(load_settings())
    except (SettingsError, DatabaseFileError) as error:
        complain(str(error))
        return EXIT_UNUSABLE
    load = replay.load
    unkept = f", {replay.unkept_count} of them with nothing to read" if replay.unkept_count else ""
    say(
        Terminal(),
        f"{load.found_count} replayed: {load.landed_count} landed, {load.duplicate_count} duplicate, "
        f"{load.quarantined_count} quarantined anew. Left in quarantine: {replay.left_count}{unkept}.",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
