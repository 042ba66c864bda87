"""A lake that is a prefix of an object store is what a folder is: the same tables and publication."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest import mock

import pytest

from include import warehouse
from include.corrections.request import request_reprocessing
from include.lake.ledger import documents_dir, write_ledger
from include.lake.state import (
    LakeError,
    LakeState,
    claim,
    generation_dir,
    last_build_no,
    read_state,
    unused_dirs,
    write_state,
)
from include.lake.views import builder, forget_lost_tables
from include.maintenance.sizes import home_sizes
from include.places import PlaceError, byte_count, check_reachable, files_of, place, remove_tree
from include.publication.check import check_publication
from include.publication.folder import folder_of
from include.publication.publish import publish
from include.settings import Settings
from include.transform import normalise
from include.warehouse import DatabaseFileError, writer
from tests.conftest import copied
from tests.lake.lakes import put_into_lake
from tests.object_store import running_store

LAKE = "s3://news/pressmark/lake"

PUBLISHED = """
    select table_schema || '.' || table_name from information_schema.tables
    where table_schema != 'quality' order by all
"""


@pytest.fixture
def store() -> Iterator[str]:
    with running_store("news") as endpoint:
        yield endpoint


@pytest.fixture
def built(published_samples: Settings, tmp_path: Path) -> Settings:
    return copied(published_samples, tmp_path / "home")


@pytest.fixture
def on_spark(built: Settings, store: str) -> Settings:
    return put_into_lake(built, LAKE)


def content(path: Path) -> dict[str, list[tuple]]:
    with warehouse.reader(path) as connection:
        names = connection.execute(PUBLISHED).fetchall()
        return {name: connection.execute(f"from {name} order by all").fetchall() for (name,) in names}


def test_users_see_the_same_tables_and_rows(built: Settings, store: str) -> None:
    before = content(built.published_path)
    published = publish(put_into_lake(built, LAKE))
    assert published.is_full
    assert content(built.published_path) == before
    assert len(before["core.mention"]) > 100


def test_a_published_file_is_fetched_once(on_spark: Settings) -> None:
    publish(on_spark)
    with mock.patch("include.places.FoundFile.copy_to", side_effect=AssertionError("fetched again")):
        publish(on_spark)
    names = [path.relative_to(folder_of(on_spark, 2)) for path in folder_of(on_spark, 2).rglob("*.parquet")]
    assert len(names) > 10
    for name in names:
        assert (folder_of(on_spark, 2) / name).samefile(folder_of(on_spark, 3) / name)


def test_a_copy_is_known_by_size_and_time(store: str, tmp_path: Path) -> None:
    path = place("s3://news/folder") / "a.parquet"
    path.write_bytes(b"some rows")
    (path.parent / "a.txt").write_bytes(b"no rows")
    found = files_of(path.parent)
    assert list(found) == ["a.parquet"]
    copy = tmp_path / "copy"
    assert not found["a.parquet"].is_copied_as(copy)
    found["a.parquet"].copy_to(copy)
    assert copy.read_bytes() == b"some rows"
    assert found["a.parquet"].is_copied_as(copy)
    path.write_bytes(b"other rows")
    assert not files_of(path.parent)["a.parquet"].is_copied_as(copy)
    assert files_of(path.parent.parent / "nothing") == {}


def test_documents_are_written_once(on_spark: Settings) -> None:
    changed = {path: path.stat().st_mtime for path in documents_dir(on_spark.lake).glob("*.parquet")}
    assert len(changed) == 2
    (documents_dir(on_spark.lake) / "unknown.parquet").write_bytes(b"of a load that is gone")
    write_ledger(on_spark)
    assert set(documents_dir(on_spark.lake).glob("*.parquet")) == set(changed)


def test_a_state_is_one_object_and_what_none_knows_is_found(on_spark: Settings) -> None:
    lake = on_spark.lake
    state = read_state(lake)
    assert read_state(lake, state.build_no) == state
    assert unused_dirs(lake) == []
    unknown = generation_dir(lake, "core.article", 7)
    (unknown / "part-0.parquet").write_bytes(b"of a build that has died")
    assert unused_dirs(lake) == [unknown]
    remove_tree(unknown)
    remove_tree(unknown)
    assert unused_dirs(lake) == []
    for build_no in range(3, 8):
        write_state(lake, LakeState(build_no, state.tables))
    assert sorted(path.name for path in (lake / "states").glob("*.json")) == [
        f"{build_no:012}.json" for build_no in (5, 6, 7)
    ]


def test_it_is_one_homes(on_spark: Settings, tmp_path: Path) -> None:
    claim(on_spark.lake, on_spark.home)
    claim(on_spark.lake, on_spark.home)
    with pytest.raises(LakeError, match=f"{LAKE} is that of the home {on_spark.home}"):
        claim(on_spark.lake, tmp_path / "another")
    (on_spark.home / "lake_id").write_text("that of a home of the same path, on another machine")
    with pytest.raises(LakeError, match="remove"):
        claim(on_spark.lake, on_spark.home)


def test_its_size_is_told(on_spark: Settings) -> None:
    assert home_sizes(on_spark)["lake"] == byte_count(on_spark.lake) > 50_000
    assert byte_count(place("s3://news/nothing")) == 0


def test_tables_that_are_gone_are_said_and_forgotten(on_spark: Settings) -> None:
    remove_tree(on_spark.lake)
    with (
        pytest.raises(DatabaseFileError, match=f"Tables of the lake {LAKE} are missing"),
        writer(on_spark) as connection,
    ):
        connection.execute("from core.article").fetchall()
    assert forget_lost_tables(on_spark)
    with writer(on_spark) as connection:
        assert connection.execute("from core.article").fetchall() == []


def test_a_store_that_does_not_answer_is_said(on_spark: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_reachable(on_spark.lake) is None
    with pytest.raises(PlaceError, match="The specified bucket does not exist"):
        check_reachable(place("s3://another/lake"))
    on_spark.lake.fs.clear_instance_cache()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(PlaceError, match=f"{LAKE} cannot be reached: Could not connect .*AWS_ENDPOINT_URL"):
        check_reachable(on_spark.lake)
    with (
        pytest.raises(DatabaseFileError, match=r"lake, .* cannot be read\. .*Could not connect"),
        writer(on_spark) as connection,
    ):
        connection.execute("from core.article").fetchall()


def test_a_listing_that_is_denied_is_no_empty_lake(on_spark: Settings) -> None:
    with mock.patch.object(on_spark.lake.fs, "ls", side_effect=PermissionError("Access Denied")):
        for ask in (read_state, unused_dirs, last_build_no):
            with pytest.raises(PermissionError):
                ask(on_spark.lake)


def test_what_a_store_has_not_deleted_is_said(on_spark: Settings) -> None:
    with (
        mock.patch.object(on_spark.lake.fs, "rm"),
        pytest.raises(PlaceError, match=r"documents cannot be removed: \d+ objects are left"),
    ):
        remove_tree(documents_dir(on_spark.lake))


def test_no_build_has_the_number_of_one_that_died(on_spark: Settings) -> None:
    assert last_build_no(on_spark.lake) == 2
    (generation_dir(on_spark.lake, "core.article", 9) / "part-0.parquet").write_bytes(b"of a dead build")
    assert last_build_no(on_spark.lake) == 9
    assert last_build_no(place("s3://news/nothing")) == 0


def test_a_home_goes_back_to_duckdb_though_nothing_names_the_store_any_more(on_spark: Settings) -> None:
    back = replace(on_spark, engine="duckdb", spark=replace(on_spark.spark, lake=""))
    assert request_reprocessing(back, is_rebuild=True).document_count
    normalise(back, is_rebuild=True)
    with writer(back) as connection:
        assert builder(connection) == "duckdb"
        assert connection.execute("select count(*) > 0 from core.article").fetchone() == (True,)


def test_who_builds_on_duckdb_asks_no_store(built: Settings) -> None:
    settings = replace(built, spark=replace(built.spark, lake="s3://nowhere/lake"))
    assert "lake" not in home_sizes(settings)
    with writer(settings) as connection:
        assert connection.execute("select count(*) > 0 from core.article").fetchone() == (True,)
    assert check_publication(settings)
