"""`make export`: what is published, as Parquet for programs and as CSV for spreadsheets."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from include.export.export import ExportBusyError, export
from include.operations.arguments import day
from include.operations.errors import EXIT_FAILED, EXIT_UNUSABLE, OperationError
from include.operations.terminal import Terminal, complain, say
from include.settings import load_settings
from include.variables import SettingsError
from include.warehouse import DatabaseFileError


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the export and return 0; 1 where it could not be written, 2 where there is nothing to write."""
    parser = argparse.ArgumentParser(
        prog="make export", usage="make export [SINCE=2026-03-01] [TO=/path/to/folder]"
    )
    parser.add_argument("--since", default="")
    parser.add_argument("--to", default="")
    chosen = parser.parse_args(arguments)
    console = Terminal()
    try:
        settings = load_settings()
        since = day("SINCE", chosen.since)
        if not settings.published_path.exists():
            raise OperationError(
                f"Nothing is published yet at {settings.published_path}: make run does that."
            )
        folder = Path(chosen.to).expanduser().absolute() if chosen.to else settings.exports_dir
        written = export(
            settings, folder, since, on_table=lambda table, count: say(console, f"{count:>12,}  {table}")
        )
    except (OperationError, SettingsError) as error:
        complain(str(error))
        return EXIT_UNUSABLE
    except (ExportBusyError, DatabaseFileError) as error:
        complain(str(error))
        return EXIT_FAILED
    except OSError as error:
        complain(f"The export cannot be written to {folder} ({error.strerror}).")
        return EXIT_FAILED
    say(
        console,
        f"Export  {written.path}" + ("" if written.is_new else "  (was there: nothing new is published)"),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
