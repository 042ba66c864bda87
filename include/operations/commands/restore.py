"""`make restore`: put a backup in the place of the warehouse, and publish it."""

import argparse
import sys
from collections.abc import Sequence

from include.maintenance import backup
from include.maintenance.manifest import BackupError, Manifest
from include.maintenance.restore import restore
from include.operations import home
from include.operations.errors import EXIT_FAILED, EXIT_UNUSABLE, OperationError
from include.operations.services import processes
from include.operations.terminal import Terminal, complain, say
from include.settings import Settings, load_settings
from include.variables import SettingsError
from include.warehouse import DatabaseFileError


def main(arguments: Sequence[str] | None = None) -> int:
    """Restore and return 0; 1 where the backup cannot be used, 2 where nothing was begun."""
    parser = argparse.ArgumentParser(prog="make restore", usage="make restore FROM=latest")
    parser.add_argument("--from", dest="source", default="")
    source = parser.parse_args(arguments).source
    console = Terminal()
    try:
        settings = load_settings()
        home.ensure_home(settings)
        if not source:
            raise OperationError(
                f"Say which backup: make restore FROM=latest, or one of these.{_listed(settings)}"
            )
        if processes.running_processes(settings):
            raise OperationError("`make up` is running on this home: stop it with `make down`, then restore.")
        with home.home_lock(settings):
            restored = restore(settings, source)
    except (OperationError, SettingsError) as error:
        complain(str(error))
        return EXIT_UNUSABLE
    except (BackupError, DatabaseFileError) as error:
        complain(str(error))
        return EXIT_FAILED
    except OSError as error:
        complain(f"The backup cannot be put back ({error.strerror}): look at the disk of {settings.home}.")
        return EXIT_FAILED
    say(console, f"Restored   {_one_line(restored.manifest)}")
    if restored.replaced_path:
        say(console, f"Former     {restored.replaced_path}")
    say(console, f"Settings   {restored.settings_path}  (as they were; nothing reads this file)")
    if restored.is_published:
        say(console, f"Published  {settings.published_path}")
    if restored.is_rebuild_needed:
        say(console, "Tables     were in a lake, which no backup holds: make rebuild makes them anew.")
    say(console, "News that came since then is landed by the next make run.")
    return 0


def _listed(settings: Settings) -> str:
    try:
        kept = backup.backups(settings)
    except BackupError as error:
        raise OperationError(str(error)) from error
    if not kept:
        return f" There is none at {settings.backups_address}: make maintain makes one."
    return "".join(f"\n  {_one_line(manifest)}" for manifest in reversed(kept))


def _one_line(manifest: Manifest) -> str:
    return (
        f"{manifest.name}  {manifest.document_count:,} documents, {manifest.byte_count / 1e6:,.1f} MB, "
        f"version {manifest.version}"
    )


if __name__ == "__main__":
    sys.exit(main())
