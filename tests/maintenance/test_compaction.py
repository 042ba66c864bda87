"""The warehouse gives back what deleted rows have left, and holds the same afterwards."""

import pytest

from include.maintenance import compaction
from include.maintenance.compaction import compact
from include.publication.check import DifferenceError, check_publication
from include.publication.publish import publish
from include.settings import Settings
from include.tables.create import create_tables
from include.transform import normalise
from include.warehouse import writer
from tests.maintenance.tables import contents

SCHEMAS = ("raw", "core", "marts", "staging", "quality", "reference")
COMMENTS = """
    select table_name, '' as column_name, comment from duckdb_tables() where comment is not null
    union all
    select table_name, column_name, comment from duckdb_columns() where comment is not null
    order by all
"""
KEYS = "select table_name, constraint_text from duckdb_constraints() order by all"


@pytest.fixture
def loose(samples: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A warehouse of which most is free."""
    monkeypatch.setattr(compaction, "MIN_FREE_BYTES", 1024 * 1024)
    with writer(samples) as connection:
        connection.execute(
            "create table raw.ballast as select hash(number) as h from range(4000000) as r(number)"
        )
        connection.execute("checkpoint")
        # What lies behind it keeps the end of the file where it is.
        connection.execute("create table raw.behind as from range(300000)")
        connection.execute("checkpoint")
        connection.execute("drop table raw.ballast")
    return samples


def told(settings: Settings, query: str) -> list[tuple]:
    with writer(settings) as connection:
        return connection.execute(query).fetchall()


def test_room_is_given_back_and_every_row_comment_and_key_stays(loose: Settings) -> None:
    before = contents(loose.warehouse_path, *SCHEMAS), told(loose, COMMENTS), told(loose, KEYS)
    assert before[1]
    done = compact(loose)
    assert done.byte_count_after == loose.warehouse_path.stat().st_size
    assert done.byte_count_after < 0.75 * done.byte_count_before
    assert (contents(loose.warehouse_path, *SCHEMAS), told(loose, COMMENTS), told(loose, KEYS)) == before
    assert not list(loose.warehouse_path.parent.glob(".*"))


def test_a_compacted_warehouse_is_built_and_published_on(loose: Settings) -> None:
    compact(loose)
    with writer(loose) as connection:
        connection.execute("drop table raw.behind")
        create_tables(connection)
    normalise(loose)
    publish(loose)
    assert (check_publication(loose) or 0) > 20


def test_a_warehouse_without_waste_is_left_as_it_is(samples: Settings) -> None:
    before = samples.warehouse_path.stat().st_ino
    done = compact(samples)
    assert done.byte_count_before == done.byte_count_after
    assert samples.warehouse_path.stat().st_ino == before


def test_a_copy_that_differs_never_takes_the_place(loose: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def differing(connection: object, query: str) -> tuple[int, int]:
        return (1 if "compacted" in query else 0), 0

    monkeypatch.setattr(compaction, "fingerprint", differing)
    before = loose.warehouse_path.stat().st_ino
    with pytest.raises(DifferenceError, match="the former one stays"):
        compact(loose)
    assert loose.warehouse_path.stat().st_ino == before
    monkeypatch.undo()
    monkeypatch.setattr(compaction, "MIN_FREE_BYTES", 1024 * 1024)
    compact(loose)
    assert loose.warehouse_path.stat().st_ino != before, "what the first try has left is no obstacle"
