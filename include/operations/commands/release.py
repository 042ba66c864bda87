"""`make release`: let in what the gate has set aside or refused."""

import argparse
import sys
from collections.abc import Sequence

from include.corrections.release import NotReleasableError, release
from include.operations.errors import EXIT_UNUSABLE
from include.operations.terminal import Terminal, complain, say
from include.settings import load_settings
from include.variables import SettingsError
from include.warehouse import DatabaseFileError

USAGE = 'make release LOADS="id id" | make release DOCUMENTS="id id" | make release ALL=1'


def main(arguments: Sequence[str] | None = None) -> int:
    """Release what is named, say in one line what came of it, and return the exit code."""
    parser = argparse.ArgumentParser(prog="make release", usage=USAGE)
    parser.add_argument("--documents", nargs="*", default=[])
    parser.add_argument("--all", default="", dest="all_documents")
    parser.add_argument("--loads", nargs="*", default=[])
    chosen = parser.parse_args(arguments)
    if chosen.all_documents not in {"", "1"}:
        parser.error(f"ALL={chosen.all_documents} means nothing: only ALL=1 releases all documents set aside")
    is_all = chosen.all_documents == "1"
    if is_all and chosen.documents:
        parser.error("ALL=1 releases all documents set aside: give either that or DOCUMENTS")
    if not (is_all or chosen.documents or chosen.loads):
        parser.error(
            "name refused loads, or documents of quality.set_aside_document, or ALL=1 for all of these"
        )
    try:
        released = release(load_settings(), None if is_all else chosen.documents, load_ids=chosen.loads)
    except (SettingsError, DatabaseFileError, NotReleasableError) as error:
        complain(str(error))
        return EXIT_UNUSABLE
    following = " The next make run takes them in." if released.document_count + released.load_count else ""
    say(
        Terminal(),
        f"{released.load_count} load(s) and {released.document_count} document(s) released.{following}",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
