"""An export holds what is published, by month, and is there whole or not at all."""

import csv
import fcntl
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from include.export import export as writing
from include.export.cells import BYTE_ORDER_MARK
from include.export.export import Export, ExportBusyError, export
from include.export.tables import exported_tables
from include.operations.commands import export as command
from include.settings import Settings
from include.warehouse import PUBLISHED, published_copier
from tests.conftest import copied

WHOLE = ("core.entity", "core.entity_alias", "core.repeated_text", "core.source", "marts.related_link_graph")


@pytest.fixture(scope="module")
def published_months(published_samples: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The samples, which are all of one month, as if the first ten days were of the month before."""
    settings = copied(published_samples, tmp_path_factory.mktemp("months") / "home")
    with duckdb.connect(str(settings.published_path)) as published:
        published.execute(
            """
            update marts.article_overview
            set date_day = date_day - interval 1 month
            where date_day <= date '2026-03-10'
            """
        )
    return settings


@pytest.fixture(scope="module")
def exported(published_months: Settings, tmp_path_factory: pytest.TempPathFactory) -> Export:
    return export(published_months, tmp_path_factory.mktemp("exports"))


@pytest.fixture
def connection(published_months: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    with published_copier(published_months) as opened:
        yield opened


def month_folders(exported: Export, table: str) -> list[str]:
    return sorted(path.name for path in (exported.path / "parquet" / table.replace(".", "/")).glob("*"))


def test_parquet_holds_the_published_rows_of_every_table(
    exported: Export, connection: duckdb.DuckDBPyConnection
) -> None:
    tables = exported_tables(connection)
    assert {"core.mention", "marts.asset_daily"} <= {f"{table.schema}.{table.name}" for table in tables}
    for table in tables:
        path = exported.path / "parquet" / table.schema
        files = f"{path}/{table.name}" + ("/*/*.parquet" if table.is_dated else ".parquet")
        published = f"{PUBLISHED}.{table.schema}.{table.name}"
        ((row_count,),) = connection.execute(f"select count(*) from {published}").fetchall()
        assert exported.row_count_by_table[f"{table.schema}.{table.name}"] == row_count
        if row_count:
            for one, other in (("published", "exported"), ("exported", "published")):
                assert (
                    connection.execute(
                        f"""
                        with published as (from {published}),
                        exported as (from read_parquet('{files}', hive_partitioning = false))
                        from {one} except all from {other}
                        """
                    ).fetchall()
                    == []
                ), table.name


def test_rows_lie_in_the_month_of_their_article(
    exported: Export, connection: duckdb.DuckDBPyConnection
) -> None:
    months = [
        f"month={month}"
        for (month,) in connection.execute(
            f"""
            select distinct strftime(date_day, '%Y-%m')
            from {PUBLISHED}.marts.article_overview order by all
            """
        ).fetchall()
    ]
    assert months == ["month=2026-02", "month=2026-03"]
    assert month_folders(exported, "core.article") == months
    assert month_folders(exported, "marts.article_overview") == months
    assert set(month_folders(exported, "core.mention")) <= set(months)
    stray = connection.execute(
        f"""
        select mention.month
        from read_parquet('{exported.path}/parquet/core/mention/*/*.parquet') as mention
        inner join {PUBLISHED}.marts.article_overview as overview using (article_id)
        where mention.month != strftime(overview.date_day, '%Y-%m')
        """
    ).fetchall()
    assert stray == []


def test_spreadsheets_get_the_same_rows(exported: Export) -> None:
    paths = sorted((exported.path / "csv/core/article").glob("*.csv"))
    assert [path.stem for path in paths] == [
        name.removeprefix("month=") for name in month_folders(exported, "core.article")
    ]
    row_count = 0
    for path in paths:
        with path.open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        assert header[0] == f"{BYTE_ORDER_MARK}article_id"
        assert {len(row) for row in rows} == {len(header)}
        row_count += len(rows)
    assert row_count == exported.row_count_by_table["core.article"]
    assert (exported.path / "csv/core/source.csv").is_file()


def test_since_a_day_only_later_rows_are_written(
    published_months: Settings, exported: Export, tmp_path: Path
) -> None:
    with published_copier(published_months) as connection:
        ((day, row_count),) = connection.execute(
            f"""
            select date_day, count(*) over (order by date_day desc)
            from {PUBLISHED}.marts.article_overview
            qualify row_number() over (order by date_day desc) = 5
            """
        ).fetchall()
    part = export(published_months, tmp_path, since=day)
    counts = part.row_count_by_table
    assert counts["marts.article_overview"] == row_count
    assert 0 < counts["core.mention"] < exported.row_count_by_table["core.mention"]
    for table in WHOLE:
        if table in counts and not table.startswith("marts"):
            assert counts[table] == exported.row_count_by_table[table]
    assert not (tmp_path / "latest").exists(), "it leads to what is whole"


def test_an_export_that_is_killed_is_not_seen_and_the_next_one_clears_up(
    published_samples: Settings, tmp_path: Path
) -> None:
    def kill(table: str, row_count: int) -> None:
        if table == "core.mention":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(published_samples, tmp_path, on_table=kill)
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == []

    written = export(published_samples, tmp_path)
    assert written.is_new
    assert (tmp_path / "latest").resolve() == written.path
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", written.path.name, "latest"]


def test_what_was_exported_is_not_written_twice(published_samples: Settings, tmp_path: Path) -> None:
    first = export(published_samples, tmp_path)
    written_at = (first.path / writing.MANIFEST).stat().st_mtime_ns
    second = export(published_samples, tmp_path)
    assert not second.is_new
    assert (second.path, second.row_count_by_table) == (first.path, first.row_count_by_table)
    assert (first.path / writing.MANIFEST).stat().st_mtime_ns == written_at


def test_two_exports_do_not_write_into_one_folder(published_samples: Settings, tmp_path: Path) -> None:
    with (tmp_path / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(ExportBusyError, match="wait for its end"):
            export(published_samples, tmp_path)


def test_the_last_exports_stay_for_their_readers(published_samples: Settings, tmp_path: Path) -> None:
    whole = export(published_samples, tmp_path)
    parts = [export(published_samples, tmp_path, since=date(2026, 3, day)) for day in range(1, 6)]
    kept = sorted(path.name for path in tmp_path.iterdir() if (path / writing.MANIFEST).is_file())
    assert kept == sorted({whole.path.name, "latest", *(part.path.name for part in parts[-3:])})


def test_the_command_tells_what_it_wrote(
    published_samples: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in published_samples.environment.items():
        monkeypatch.setenv(name, value)
    assert command.main(["--to", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "core.article" in said
    ((path),) = [path for path in tmp_path.iterdir() if path.is_dir() and not path.is_symlink()]
    assert str(path) in said.replace("\n", "")
    assert json.loads((path / writing.MANIFEST).read_text())["since"] is None
    assert command.main(["--to", str(tmp_path)]) == 0
    assert "nothing new is published" in capsys.readouterr().out.replace("\n", " ")
    assert command.main(["--since", "March"]) == 2
    assert "SINCE=March is no day" in capsys.readouterr().err


def test_before_anything_is_published_there_is_nothing_to_export(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRESSMARK_HOME", str(tmp_path))
    assert command.main([]) == 2
    assert "make run" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
