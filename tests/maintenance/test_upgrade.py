"""Homes of earlier versions are opened, upgraded and worked on; homes of later ones are refused."""

import lzma
from pathlib import Path

import duckdb
import pytest

from include.landing.land import land_inbox
from include.maintenance import upgrade as upgrading
from include.maintenance.backup import backups
from include.maintenance.manifest import BackupError
from include.maintenance.restore import restore
from include.maintenance.steps import STEPS, Step
from include.maintenance.upgrade import upgrade
from include.publication.check import check_publication
from include.publication.publish import publish
from include.quality.gate import validate
from include.settings import Settings
from include.transform import normalise
from include.warehouse import FORMAT_NO, NewerHomeError, OlderHomeError, attach, reader, writer
from tests.conftest import make_settings

HOMES = sorted((Path(__file__).parent / "homes").glob("*.duckdb.xz"))
NEWS = """Ripple opens an office in Lisbon

Lisbon, 12 March 2026. Ripple said on Thursday that it opens an office in Lisbon, and that XRP payments of
Portuguese banks will be served from there. Twenty people work in it, the company said.

The office is the third of the company in Europe, and XRP rose by two percent after the news.
"""


@pytest.fixture(params=HOMES, ids=lambda path: path.name)
def earlier_home(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """A home as a release left it."""
    settings = make_settings(tmp_path / "home")
    settings.warehouse_path.parent.mkdir()
    settings.warehouse_path.write_bytes(lzma.decompress(request.param.read_bytes()))
    return settings


def documents(path: Path) -> list[tuple]:
    with reader(path) as connection:
        return connection.execute("select document_id, raw_text from raw.document order by all").fetchall()


def steps_done(settings: Settings) -> list[int]:
    with reader(settings.warehouse_path) as connection:
        return [number for (number,) in connection.execute("select step_no from quality.upgrade").fetchall()]


def test_homes_of_releases_are_kept_to_be_opened() -> None:
    assert [path.name for path in HOMES if path.name.endswith(f"-format-{FORMAT_NO}.duckdb.xz")], (
        "keep a home of this format: python -m tests.maintenance.homes"
    )


def test_a_home_of_any_release_is_worked_on(earlier_home: Settings) -> None:
    before = documents(earlier_home.warehouse_path)
    assert len(before) > 20
    upgrade(earlier_home)
    assert documents(earlier_home.warehouse_path) == before
    assert max(steps_done(earlier_home)) == FORMAT_NO
    (Path(earlier_home.inbox) / "ripple.txt").write_text(NEWS)
    assert land_inbox(earlier_home).landed_count == 1
    normalise(earlier_home)
    assert validate(earlier_home).is_accepted
    publish(earlier_home)
    assert (check_publication(earlier_home) or 0) > 20
    with reader(earlier_home.published_path) as connection:
        found = connection.execute(
            """
            select count(distinct mention.surface)
            from core.mention
            inner join core.article using (document_id)
            where headline = 'Ripple opens an office in Lisbon'
            """
        ).fetchall()
    assert found == [(2,)]
    assert upgrade(earlier_home) == []


@pytest.fixture
def old_home(samples: Settings) -> Settings:
    """A home as it was before homes had formats."""
    with duckdb.connect(str(samples.warehouse_path)) as connection:
        connection.execute("drop table quality.upgrade")
        connection.execute("create table staging.stg_mention as select 1 as one")
    return samples


def tables_of_no_model(settings: Settings) -> list[tuple]:
    with reader(settings.warehouse_path) as connection:
        return connection.execute(
            "select table_name from duckdb_tables() where table_name = 'stg_mention'"
        ).fetchall()


def test_an_older_home_is_named_and_not_touched_until_it_is_upgraded(old_home: Settings) -> None:
    with pytest.raises(OlderHomeError, match="make upgrade"), writer(old_home):
        pass
    assert tables_of_no_model(old_home)
    assert upgrade(old_home) == [step.name for step in STEPS]
    assert not tables_of_no_model(old_home)
    with writer(old_home) as connection:
        connection.execute("select 1")
    assert steps_done(old_home) == list(range(1, FORMAT_NO + 1))


def test_dbt_by_hand_refuses_it_too(old_home: Settings) -> None:
    with duckdb.connect() as connection, pytest.raises(OlderHomeError, match="make upgrade"):
        attach(connection, old_home)


def test_an_upgrade_begins_with_a_backup_that_can_be_restored(old_home: Settings) -> None:
    upgrade(old_home)
    (made,) = backups(old_home)
    assert made.format_no == 0
    restore(old_home, made.name)
    assert steps_done(old_home) == list(range(1, FORMAT_NO + 1)), "what is restored is upgraded, too"


def test_without_a_backup_nothing_is_changed(old_home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(settings: Settings) -> None:
        raise BackupError("the disk is full")

    monkeypatch.setattr(upgrading, "back_up", full)
    with pytest.raises(BackupError):
        upgrade(old_home)
    assert tables_of_no_model(old_home)


def test_a_step_that_fails_leaves_the_home_before_it_and_is_done_again(
    old_home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("drop table raw.inbox_file")
        raise RuntimeError("killed")

    monkeypatch.setattr(upgrading, "STEPS", (*STEPS, Step(FORMAT_NO + 1, "another", fail)))
    with pytest.raises(RuntimeError):
        upgrade(old_home)
    assert steps_done(old_home) == list(range(1, FORMAT_NO + 1)), "the steps before it are done"
    with reader(old_home.warehouse_path) as connection:
        connection.execute("select count(*) from raw.inbox_file")


def test_a_newer_home_is_refused_with_a_sentence(samples: Settings) -> None:
    with writer(samples) as connection:
        connection.execute(
            "insert into quality.upgrade values (?, 'something of the future', '9.0', now())", [FORMAT_NO + 1]
        )
    with pytest.raises(NewerHomeError, match="later version"), writer(samples):
        pass
    with pytest.raises(NewerHomeError):
        upgrade(samples)


def test_steps_are_numbered_and_counted() -> None:
    assert [step.number for step in STEPS] == list(range(1, FORMAT_NO + 1)), (
        "a new step has the next number, and include.warehouse.FORMAT_NO counts it"
    )


def test_a_new_home_begins_with_the_present_format(published_samples: Settings) -> None:
    assert steps_done(published_samples) == [FORMAT_NO]
    assert upgrade(published_samples) == []
