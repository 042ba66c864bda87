"""Whether what was accepted has also been published."""

from include.settings import Settings
from include.warehouse import reader, writer


def is_publication_behind(settings: Settings) -> bool:
    """Whether an accepted load is missing from the published file, as after a build that was killed."""
    with writer(settings) as connection:
        accepted = _load_ids(
            connection.execute("select load_id from quality.load_verdict where is_accepted").fetchall()
        )
    if not accepted or not settings.published_path.exists():
        return bool(accepted)
    with reader(settings.published_path) as connection:
        published = _load_ids(connection.execute("select load_id from raw.load").fetchall())
    return not accepted <= published


def _load_ids(rows: list[tuple[str]]) -> set[str]:
    return {load_id for (load_id,) in rows}
