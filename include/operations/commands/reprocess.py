"""`make reprocess`: read landed documents again, through the real DAG `reprocess_articles`."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial

from rich.console import Console

from include.operations.arguments import day
from include.operations.errors import OperationError
from include.operations.runs import foreground, pipeline
from include.settings import Settings

USAGE = "make reprocess [LAYOUT=name] [FROM=2026-03-01] [TO=2026-03-31]"


@dataclass(frozen=True, slots=True)
class Choice:
    """The parameters of `reprocess_articles`: which documents; None does not restrict. Days are ISO dates."""

    layout: str | None
    landed_from: str | None
    landed_to: str | None


def main(arguments: Sequence[str] | None = None) -> int:
    """Read again what is chosen and return the exit code: see `foreground.exit_code_of`."""
    parser = argparse.ArgumentParser(prog="make reprocess", usage=USAGE)
    parser.add_argument("--layout", default="")
    parser.add_argument("--from", default="", dest="landed_from")
    parser.add_argument("--to", default="", dest="landed_to")
    chosen = parser.parse_args(arguments)
    return foreground.exit_code_of(
        lambda settings, console: reprocess(
            settings, console, choice(chosen.layout, chosen.landed_from, chosen.landed_to)
        )
    )


def choice(layout: str, landed_from: str, landed_to: str) -> Choice:
    """What the variables of the command mean; an empty one does not restrict.

    Raises:
        OperationError: a day is none, or the last one comes before the first.
    """
    first, last = day("FROM", landed_from), day("TO", landed_to)
    if first and last and first > last:
        raise OperationError(f"FROM={first} comes after TO={last}: give the earlier day as FROM.")
    return Choice(
        layout=layout or None,
        landed_from=first.isoformat() if first else None,
        landed_to=last.isoformat() if last else None,
    )


def reprocess(settings: Settings, console: Console, chosen: Choice) -> int:
    """Read the chosen documents again, check what that makes of them, and publish it.

    Raises:
        OperationError: nothing was begun; the message says what to do.
    """
    return foreground.run_alone(
        settings,
        console,
        dag_id=pipeline.REPROCESS_DAG_ID,
        prepare=partial(_announce, settings, chosen),
        work=lambda dags, listener: pipeline.run_reprocessing(dags, listener, asdict(chosen)),
        nothing_done=(
            "Nothing to read again: no document was chosen, or all were read in this way last. "
            "The published file stays as it is."
        ),
    )


def _announce(settings: Settings, chosen: Choice) -> str:
    known = _layouts_read(settings)
    if not known:
        raise OperationError("Nothing is landed and built yet: make run does that.")
    if chosen.layout is not None and chosen.layout not in known:
        raise OperationError(
            f"No document was read in a layout {chosen.layout}. LAYOUT is one of: {', '.join(known)}."
        )
    return f"Reading documents again in {settings.warehouse_path}"


def _layouts_read(settings: Settings) -> list[str]:
    """The layouts that landed documents were read in; none before the first build."""
    if not settings.warehouse_path.exists():
        return []
    from include.warehouse import DatabaseFileError, writer

    try:
        with writer(settings) as connection:
            is_built = connection.execute(
                "select 1 from information_schema.tables"
                " where table_schema = 'staging' and table_name = 'stg_parsed_document'"
            ).fetchone()
            if not is_built:
                return []
            rows = connection.execute(
                """
                select distinct layout
                from staging.stg_parsed_document
                where layout is not null
                order by layout
                """
            ).fetchall()
    except DatabaseFileError as error:
        raise OperationError(str(error)) from error
    return [layout for (layout,) in rows]


if __name__ == "__main__":
    sys.exit(main())
