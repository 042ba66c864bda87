"""Whether what was accepted has also been published."""

import duckdb

from include.settings import Settings
from include.warehouse import DatabaseFileError, reader, writer


def is_publication_behind(settings: Settings) -> bool:
    """Whether an accepted load is missing from the published file, as after a build that was killed.

    A published file that cannot be read holds none: the next build writes it anew.
    """
    with writer(settings) as connection:
        accepted = _load_ids(
            connection.execute("select load_id from quality.load_verdict where is_accepted").fetchall()
        )
    if not accepted or not settings.published_path.exists():
        return bool(accepted)
    try:
        with reader(settings.published_path) as connection:
            published = _load_ids(connection.execute("select load_id from raw.load").fetchall())
    except (DatabaseFileError, duckdb.CatalogException):
        return True
    return not accepted <= published


def _load_ids(rows: list[tuple[str]]) -> set[str]:
    return {load_id for (load_id,) in rows}
