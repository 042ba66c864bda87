"""Sessions of a Spark Connect server, whose catalog outlives them: none sees what another one has left."""

import os
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import duckdb
import pytest

from include.lake.ledger import write_ledger
from include.lake.state import LakeError, LakeState, TableState, generation_dir
from include.settings import Settings
from tests.conftest import make_settings
from tests.engines.cluster import running_server
from tests.engines.sessions import in_a_process, registered
from tests.engines.spark_builds import on_spark

pytestmark = pytest.mark.usefixtures("spark_is_there")

FIRST = LakeState(1, {"core.article": TableState("article_id string", (1,))})
SECOND = LakeState(2, {"marts.story": TableState("story_id string", ())})

PAGE = "<article><h1>Bitcoin rallies</h1><p>Bitcoin rallied again, said Coinbase.</p></article>"
MARKS = "cast(array() as array<struct<page_no: int, char_start: int>>)"


@pytest.fixture(scope="module")
def server(spark_is_there: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_server(tmp_path_factory.mktemp("connect") / "server") as address:
        yield address


@pytest.mark.timeout(180)
def test_nothing_is_seen_of_a_client_that_was_killed(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "nowhere"))  # a client needs none
    settings = on_spark(make_settings(tmp_path / "home"), server, {})
    write_ledger(settings)
    written = generation_dir(settings.lake, "core.article", 1)
    written.mkdir(parents=True)
    duckdb.sql("select 'an_article' as article_id").write_parquet(str(written / "part-0.parquet"))
    with pytest.raises(BrokenProcessPool):
        in_a_process(die_in_the_middle, settings)
    assert (settings.lake / "session").exists()
    found = in_a_process(look, settings)
    assert found == {
        "tables": ["marts.story"],
        "document_count": 0,
        "layout": "plain",
        "time_zone": "UTC",
        "schemas_afterwards": ["default"],
    }
    assert list(settings.lake.glob("parts/**/*.parquet")) == []
    assert (written / "part-0.parquet").exists()
    assert not (settings.lake / "session").exists()


def die_in_the_middle(settings: Settings) -> None:
    from include.spark.session import spark_session

    with spark_session(settings, settings.spark.master, {}) as session, registered(session, settings, FIRST):
        assert [row.article_id for row in session.table("core.article").collect()] == ["an_article"]
        session.sql("create table parts.left_over using parquet as select 1 as a")
        assert list(settings.lake.glob("parts/parts/left_over/*.parquet"))
        os._exit(9)


def look(settings: Settings) -> dict[str, Any]:
    from include.spark.catalog import SCHEMAS
    from include.spark.session import spark_session

    with spark_session(settings, settings.spark.master, {}) as session:
        with (
            pytest.raises(LakeError, match=f"for the lake {settings.lake}"),
            registered(session, on_spark(make_settings(settings.home / "other"), "", {}), SECOND),
        ):
            pass
        with registered(session, settings, SECOND):
            names = {
                f"{schema}.{table.name}" for schema in SCHEMAS for table in session.catalog.listTables(schema)
            }
            (row,) = session.sql(
                f"select read_document('{PAGE}', 'html', null, {MARKS}).layout as layout,"
                " (select count(*) from raw.document) as document_count, current_timezone() as time_zone"
            ).collect()
        schemas = [database.name for database in session.catalog.listDatabases()]
    tables = sorted(name for name in names if not name.startswith(("raw.", "reference.", "quality.")))
    return row.asDict() | {"tables": tables, "schemas_afterwards": schemas}
