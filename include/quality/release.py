"""`make release`: let documents in that the gate has set aside. Who does that vouches for them."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from include.landing.identity import LoadIdentity
from include.landing.tables import create_raw_tables
from include.quality import set_aside
from include.reprocessing.request import request_documents
from include.settings import Settings, SettingsError, load_settings
from include.warehouse import WarehouseBusyError, writer

EXIT_UNUSABLE = 2


class NeverSetAsideError(ValueError):
    """A document that the gate never set aside cannot be released."""


@dataclass(frozen=True, slots=True)
class Release:
    """What was released now; `load_id` is None where nothing was."""

    load_id: str | None
    document_count: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Release what is named, say in one line what came of it, and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="make release", usage='make release DOCUMENTS="id id" | make release ALL=1'
    )
    parser.add_argument("documents", nargs="*")
    parser.add_argument("--all", action="store_true", dest="is_all")
    chosen = parser.parse_args(arguments)
    if not chosen.is_all and not chosen.documents:
        parser.error("name documents of quality.set_aside_document, or ALL=1")
    try:
        released = release(load_settings(), None if chosen.is_all else chosen.documents)
    except (SettingsError, WarehouseBusyError, NeverSetAsideError) as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_UNUSABLE
    following = " The next make run takes them in." if released.document_count else ""
    sys.stdout.write(f"{released.document_count} document(s) released.{following}\n")
    return 0


def release(settings: Settings, document_ids: Sequence[str] | None = None) -> Release:
    """Let these documents, or all that are set aside, into the next build.

    What the gate found in them is a warning from now on. Releasing them again changes nothing.

    Raises:
        NeverSetAsideError: a document was never set aside; nothing is released.
        WarehouseBusyError: another process holds the warehouse.
    """
    with writer(settings) as connection:
        create_raw_tables(connection)
        rows = connection.execute(
            """
            select document_id, max(validation_run_id) filter (closed_at is null)
            from quality.set_aside_document
            where $document_ids is null or list_contains($document_ids, document_id)
            group by document_id
            order by document_id
            """,
            {"document_ids": None if document_ids is None else list(document_ids)},
        ).fetchall()
        unknown = set(document_ids or ()) - {document_id for document_id, _ in rows}
        if unknown:
            raise NeverSetAsideError(
                f"never set aside: {', '.join(sorted(unknown))}. See quality.set_aside_document."
            )
        waiting = [(document_id, run_id) for document_id, run_id in rows if run_id is not None]
        if not waiting:
            return Release(None, 0)
        identity = LoadIdentity("release")
        for document_id, run_id in waiting:
            identity.add(document_id, run_id)
        load_id = identity.load_id()
        released_ids = [document_id for document_id, _ in waiting]
        connection.begin()
        request_documents(connection, load_id, released_ids)
        set_aside.close(connection, released_ids, "released")
        connection.commit()
    return Release(load_id, len(released_ids))


if __name__ == "__main__":
    sys.exit(main())
