"""What a lake publishes: a small file, and beside it the lake's own files, whole or not at all."""

import errno
import json
import stat
from pathlib import Path

import duckdb
import pytest

from include import warehouse
from include.lake.ledger import documents_dir
from include.lake.state import generation_dir
from include.operations.commands.sql import prompt_command, run_prompt
from include.publication import publish as publication
from include.publication.check import check_publication
from include.publication.folder import KEPT_FOLDER_COUNT, FolderError, folder_of
from include.publication.publish import publish
from include.publication.tables import FRESH
from include.settings import Settings
from include.warehouse import writer
from tests.conftest import copied
from tests.lake.lakes import put_into_lake

PUBLISHED = """
    select table_schema || '.' || table_name from information_schema.tables
    where table_schema != 'quality' order by all
"""


@pytest.fixture
def built(published_samples: Settings, tmp_path: Path) -> Settings:
    return copied(published_samples, tmp_path / "home")


@pytest.fixture
def on_spark(built: Settings) -> Settings:
    return put_into_lake(built)


def content(path: Path) -> dict[str, list[tuple]]:
    with warehouse.reader(path) as connection:
        names = connection.execute(PUBLISHED).fetchall()
        return {name: connection.execute(f"from {name} order by all").fetchall() for (name,) in names}


def published_numbers(settings: Settings) -> list[str]:
    return sorted(path.name for path in settings.published_tables_dir.iterdir())


def test_users_see_the_same_tables_and_rows_as_without_a_lake(built: Settings) -> None:
    before = content(built.published_path)
    byte_count = built.published_path.stat().st_size
    published = publish(put_into_lake(built))
    assert published.is_full
    assert content(built.published_path) == before
    assert built.published_path.stat().st_size < byte_count
    assert published.row_count_by_table["core.mention"] == len(before["core.mention"])


def test_what_views_say_of_themselves_is_published(on_spark: Settings) -> None:
    publish(on_spark)
    with warehouse.reader(on_spark.published_path) as connection:
        silent = connection.execute(
            """
            select table_name, column_name from duckdb_columns()
            where schema_name in ('raw', 'core', 'marts') and comment is null
            union all
            select schema_name, view_name from duckdb_views() where not internal and comment is null
            """
        ).fetchall()
    assert silent == []


def test_files_are_the_lakes_own_and_nobody_may_change_them(on_spark: Settings) -> None:
    publish(on_spark)
    folder = folder_of(on_spark, 2)
    (source,) = generation_dir(on_spark.lake, "core.article", 1).glob("*.parquet")
    assert source.samefile(folder / "core" / "article" / f"000001-{source.name}")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in [folder.parent, *folder.parent.rglob("*")]}
    assert modes == {0o444, 0o555}


def test_a_reader_reaches_the_tables_beside_the_file_and_nothing_else(on_spark: Settings) -> None:
    publish(on_spark)
    with warehouse.reader(on_spark.published_path) as connection:
        assert connection.execute("select count(*) > 0 from core.article").fetchone() == (True,)
        for query in (
            f"from '{on_spark.warehouse_path}'",
            f"from read_text('{folder_of(on_spark, 2)}/../../../warehouse/pressmark.duckdb')",
            "set allowed_directories = ['/']",
        ):
            with pytest.raises(duckdb.Error, match=r"disabled|locked"):
                connection.execute(query)


def test_the_prompt_shows_the_tables_beside_the_file(
    on_spark: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    publish(on_spark)
    sql = "select count(*) > 0 as has_articles from core.article;"
    assert (
        run_prompt(on_spark, [*prompt_command(on_spark)[:-1], "-csv", str(on_spark.published_path)], sql) == 0
    )
    assert capfd.readouterr().out.splitlines() == ["has_articles", "true"]


def test_a_document_that_is_left_out_is_in_no_file(on_spark: Settings) -> None:
    with writer(on_spark) as connection:
        ((document_id,),) = connection.execute("select min(document_id) from core.article").fetchall()
        connection.execute(
            f"""
            create or replace view staging.stg_pending_document as
            select '{document_id}' as document_id, true as is_refused
            """
        )
        ((document_count,),) = connection.execute("select count(*) from raw.document").fetchall()
    publish(on_spark)
    found = duckdb.sql(f"from '{folder_of(on_spark, 2)}/raw/document/*.parquet'").fetchall()
    assert len(found) == document_count - 1
    assert document_id not in {row[0] for row in found}
    assert content(on_spark.published_path)["raw.document"] == sorted(found)


def test_a_load_that_is_not_accepted_is_in_no_file(on_spark: Settings) -> None:
    with writer(on_spark) as connection:
        ((load_id,),) = connection.execute("select load_id from quality.load_verdict").fetchall()
        connection.execute("update quality.load_verdict set is_accepted = false")
        connection.execute(
            "create or replace view staging.stg_pending_load as"
            " select load_id from quality.load_verdict where false"
        )
    publish(on_spark)
    assert (documents_dir(on_spark.lake) / f"{load_id}.parquet").exists()
    assert content(on_spark.published_path)["raw.document"] == []


def test_readers_of_the_last_publications_keep_their_tables(on_spark: Settings) -> None:
    publish(on_spark)
    with warehouse.reader(on_spark.published_path) as early_reader:
        before = early_reader.execute("select count(*) from core.mention").fetchall()
        for _ in range(KEPT_FOLDER_COUNT - 1):
            publish(on_spark)
        assert early_reader.execute("select count(*) from core.mention").fetchall() == before
    assert not publish(on_spark).is_full
    assert published_numbers(on_spark) == ["000003", "000004", "000005"]
    check_publication(on_spark)


def test_a_publication_that_is_killed_leaves_the_former_one(
    on_spark: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(on_spark)
    before = content(on_spark.published_path)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    for place in ("describe_alike", "insert_rows"):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(publication, place, killed)
            publish(on_spark)
        assert content(on_spark.published_path) == before
    publish(on_spark)
    assert content(on_spark.published_path) == before
    assert published_numbers(on_spark) == ["000002", "000003", "000004", "000005"]
    for _ in range(KEPT_FOLDER_COUNT - 1):
        publish(on_spark)
    assert published_numbers(on_spark) == ["000005", "000006", "000007"]


def test_a_number_is_never_given_twice(on_spark: Settings) -> None:
    publish(on_spark)
    with warehouse.reader(on_spark.published_path) as reader:
        before = reader.execute("select count(*) from core.mention").fetchall()
        with writer(on_spark) as connection:  # as in a warehouse that was restored
            connection.execute("delete from quality.publication where publication_no > 1")
        publish(on_spark)
        assert reader.execute("select count(*) from core.mention").fetchall() == before
    assert published_numbers(on_spark) == ["000002", "000003"]


def test_on_another_disk_a_file_is_copied_once(on_spark: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    link = Path.hardlink_to

    def link_within_the_disk(path: Path, source: Path) -> None:
        if Path(source).is_relative_to(on_spark.lake):
            raise OSError(errno.EXDEV, "another disk")
        link(path, source)

    monkeypatch.setattr(Path, "hardlink_to", link_within_the_disk)
    publish(on_spark)
    publish(on_spark)
    one, other = (
        sorted(path for path in folder_of(on_spark, number).rglob("*.parquet")) for number in (2, 3)
    )
    assert len(one) > 10
    assert all(path.samefile(copy) for path, copy in zip(one, other, strict=True))
    (source,) = generation_dir(on_spark.lake, "core.article", 1).glob("*.parquet")
    assert not source.samefile(folder_of(on_spark, 3) / "core" / "article" / f"000001-{source.name}")


def test_foreign_files_in_the_folder_are_left_alone(on_spark: Settings) -> None:
    publish(on_spark)
    on_spark.published_tables_dir.chmod(0o755)
    foreign = on_spark.published_tables_dir / ".DS_Store"
    foreign.write_bytes(b"")
    (on_spark.published_tables_dir / ".000003").mkdir()
    publish(on_spark)
    assert published_numbers(on_spark) == [".DS_Store", "000002", "000003"]


def test_between_a_build_and_its_publication_nothing_is_compared(on_spark: Settings) -> None:
    publish(on_spark)
    assert check_publication(on_spark)
    with writer(on_spark) as connection:
        connection.execute("create or replace view staging.lake_state as select 3 as build_no")
    assert check_publication(on_spark) is None


def test_a_file_that_is_missing_is_noticed(on_spark: Settings) -> None:
    publish(on_spark)
    assert check_publication(on_spark)
    folder = folder_of(on_spark, 2)
    name = next(
        iter(json.loads((folder / "manifest.json").read_text())["tables"]["core.post"]["byte_count_by_file"])
    )
    (folder / name).parent.chmod(0o755)
    (folder / name).unlink()
    with pytest.raises(FolderError, match=r"core/post/.* is missing"):
        check_publication(on_spark)
    folder.parent.chmod(0o755)
    folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(FolderError, match=r"manifest\.json is missing.* make rebuild"):
        check_publication(on_spark)


def test_folders_go_when_no_lake_is_published_any_more(built: Settings, tmp_path: Path) -> None:
    on_duckdb = copied(built, tmp_path / "on_duckdb")
    publish(put_into_lake(built))
    on_duckdb.published_tables_dir.parent.rename(tmp_path / "before")
    built.published_tables_dir.parent.rename(on_duckdb.published_tables_dir.parent)
    for _ in range(KEPT_FOLDER_COUNT):
        publish(on_duckdb)
    assert published_numbers(on_duckdb) == []


def test_without_a_lake_nothing_lies_beside_the_file(built: Settings) -> None:
    publish(built)
    assert not built.published_tables_dir.exists()
    with writer(built) as connection:
        connection.execute(f"attach '{built.published_path}' as {FRESH} (read_only)")
        assert connection.execute(
            f"select count(*) from duckdb_views() where database_name = '{FRESH}' and not internal"
        ).fetchone() == (0,)
