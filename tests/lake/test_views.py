"""The warehouse shows what the lake holds, whoever asks, and knows which engine has built it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from include import warehouse
from include.corrections.request import request_reprocessing
from include.lake.ledger import documents_dir, write_ledger
from include.lake.state import (
    LakeError,
    LakeState,
    TableState,
    claim,
    generation_dir,
    read_state,
    write_state,
)
from include.lake.views import (
    builder,
    duckdb_columns,
    forget_lost_tables,
    forget_tables,
    show_tables,
    shown_state,
    shown_tables,
)
from include.maintenance import compaction
from include.maintenance.backup import back_up
from include.maintenance.compaction import compact
from include.maintenance.restore import LATEST, restore
from include.publication.check import fingerprint
from include.publication.publish import publish
from include.settings import Settings
from include.transform import TransformError, normalise
from include.warehouse import DatabaseFileError, writer
from tests.conftest import copied
from tests.lake.lakes import manifest, put_into_lake

DESCRIBED = """
    select table_name, column_name, data_type, comment
    from duckdb_columns()
    where database_name = 'pressmark' and schema_name in ('core', 'marts')
    order by all
"""


@pytest.fixture
def built(published_samples: Settings, tmp_path: Path) -> Settings:
    """Built, accepted and published on DuckDB."""
    return copied(published_samples, tmp_path / "home")


def test_views_have_the_rows_types_and_comments_of_the_tables_that_they_replace(built: Settings) -> None:
    with writer(built) as connection:
        described = connection.execute(DESCRIBED).fetchall()
        named = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables()"
            " where schema_name in ('core', 'marts')"
        ).fetchall()
        rows = {name: fingerprint(connection, f"from {name}") for (name,) in named}
    assert len(rows) > 25
    assert any(comment for *_, comment in described)
    put_into_lake(built)
    with writer(built) as connection:
        assert set(rows) < shown_tables(connection)
        assert connection.execute(DESCRIBED).fetchall() == described
        assert {name: fingerprint(connection, f"from {name}") for name in rows} == rows


def test_a_column_that_came_later_is_null_before(tmp_path: Path, built: Settings) -> None:
    on_spark = put_into_lake(built)
    state = read_state(on_spark.lake)
    source = state.tables["core.source"]
    changed = TableState(f"{source.columns}, founded_on date", source.generations)
    with writer(on_spark) as connection:
        folder = generation_dir(on_spark.lake, "core.source", 3)
        folder.mkdir()
        connection.execute(
            "copy (select *, date '2020-01-01' as founded_on from core.source limit 1)"
            f" to '{folder / 'part-0.parquet'}'"
        )
    tables = state.tables | {"core.source": replace(changed, generations=(*source.generations, 3))}
    write_state(on_spark.lake, LakeState(3, tables))
    show_tables(on_spark, manifest(on_spark))
    with writer(on_spark) as connection:
        found = connection.execute("select count(*), count(founded_on) from core.source").fetchall()[0]
    assert found[0] > found[1] == 1


def test_a_state_that_is_not_shown_yet_is_not_seen(built: Settings) -> None:
    on_spark = put_into_lake(built)
    write_state(on_spark.lake, LakeState(3, {}))
    with writer(on_spark) as connection:
        assert shown_state(connection, on_spark.lake).build_no == 2


def test_a_table_that_the_lake_has_no_more_is_shown_no_more(built: Settings) -> None:
    on_spark = put_into_lake(built)
    state = read_state(on_spark.lake)
    kept = {name: table for name, table in state.tables.items() if name != "marts.story"}
    write_state(on_spark.lake, LakeState(3, kept))
    show_tables(on_spark, manifest(on_spark))
    with writer(on_spark) as connection:
        assert "marts.story" not in shown_tables(connection)
        assert "marts.story_article" in shown_tables(connection)


def test_an_engine_does_not_go_on_with_what_another_one_has_built(built: Settings) -> None:
    assert built_by(built) == "duckdb"
    on_spark = replace(built, engine="spark")
    with pytest.raises(
        TransformError, match=r"were built on duckdb, .* make rebuild .* PRESSMARK_ENGINE=duckdb"
    ):
        normalise(on_spark)
    put_into_lake(built)
    assert built_by(built) == "spark"
    with pytest.raises(TransformError, match="were built on spark"):
        normalise(built)


def test_a_rebuild_on_duckdb_makes_tables_of_views(built: Settings) -> None:
    with writer(built) as connection:
        before = fingerprint(connection, "select article_id, headline from core.article")
    put_into_lake(built)
    assert request_reprocessing(built, is_rebuild=True).document_count
    normalise(built, is_rebuild=True)
    assert built_by(built) == "duckdb"
    with writer(built) as connection:
        assert not shown_tables(connection)
        assert fingerprint(connection, "select article_id, headline from core.article") == before


def test_a_warehouse_that_was_restored_shows_no_lake_and_asks_for_all_documents(built: Settings) -> None:
    assert not forget_tables(built)
    on_spark = put_into_lake(built)
    with writer(on_spark) as connection:
        described = connection.execute(DESCRIBED.replace(", comment", "")).fetchall()
        ((document_count,),) = connection.execute("select count(*) from raw.document").fetchall()
    assert forget_tables(on_spark)
    with writer(on_spark) as connection:
        assert connection.execute(DESCRIBED.replace(", comment", "")).fetchall() == described
        assert connection.execute("select count(*) from core.article").fetchall() == [(0,)]
    with pytest.raises(LakeError, match="make rebuild"):
        publish(on_spark)
    assert request_reprocessing(on_spark, is_rebuild=True).document_count == document_count


def test_a_restored_home_says_that_its_tables_are_to_be_made_anew(built: Settings) -> None:
    on_spark = put_into_lake(built)
    publish(on_spark)
    with warehouse.reader(on_spark.published_path) as connection:
        before = connection.execute("select count(*) from core.article").fetchall()
    back_up(on_spark)
    shutil.rmtree(on_spark.lake)
    restored = restore(on_spark, LATEST)
    assert restored.is_rebuild_needed
    assert not restored.is_published
    with warehouse.reader(on_spark.published_path) as connection:
        assert connection.execute("select count(*) from core.article").fetchall() == before


def test_a_rebuild_is_asked_for_where_the_lake_was_lost(built: Settings) -> None:
    on_spark = put_into_lake(built)
    assert not forget_lost_tables(on_spark)
    with writer(on_spark) as connection:
        ((document_count,),) = connection.execute("select count(*) from raw.document").fetchall()
    shutil.rmtree(on_spark.lake)
    with pytest.raises(DatabaseFileError, match=r"Tables of the lake .* are missing.* make rebuild"):
        request_reprocessing(on_spark)
    assert request_reprocessing(on_spark, is_rebuild=True).document_count == document_count


def test_a_lake_is_one_homes(built: Settings, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    claim(lake, built.home)
    claim(lake, built.home)
    with pytest.raises(LakeError, match=f"is that of the home {built.home}: set PRESSMARK_LAKE"):
        claim(lake, tmp_path / "another")
    claim(tmp_path / "another" / "lake", tmp_path / "another")


def test_documents_that_the_warehouse_has_never_seen_leave_the_lake(built: Settings) -> None:
    on_spark = put_into_lake(built)
    kept = set(documents_dir(on_spark.lake).iterdir())
    (documents_dir(on_spark.lake) / "another.parquet").write_bytes(b"of a later load")
    write_ledger(on_spark)
    assert set(documents_dir(on_spark.lake).iterdir()) == kept


def test_a_compaction_keeps_the_views(built: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "MIN_FREE_BYTES", 1024 * 1024)
    on_spark = put_into_lake(built)
    with writer(on_spark) as connection:
        before = fingerprint(connection, "from core.article")
        connection.execute("create table raw.ballast as select hash(range) as h from range(4000000)")
        connection.execute("checkpoint")
        # What lies behind it keeps the end of the file where it is.
        connection.execute("create table raw.behind as from range(300000)")
        connection.execute("checkpoint")
        connection.execute("drop table raw.ballast")
    done = compact(on_spark)
    assert done.byte_count_after < done.byte_count_before
    with writer(on_spark) as connection:
        assert fingerprint(connection, "from core.article") == before
        assert connection.execute(
            "select comment from duckdb_views() where view_name = 'article'"
        ).fetchall()[0][0]


def built_by(settings: Settings) -> str | None:
    with writer(settings) as connection:
        return builder(connection)


def test_types_that_lie_in_each_other() -> None:
    declared = "a string, b array<struct<c:int,d:array<timestamp>>>, e decimal(9,4), f double"
    assert duckdb_columns(declared) == {
        "a": "varchar",
        "b": 'struct("c" integer, "d" timestamp with time zone[])[]',
        "e": "decimal(9,4)",
        "f": "double",
    }
