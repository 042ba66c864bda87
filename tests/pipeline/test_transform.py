"""What a run of dbt leaves for the next one."""

import pytest

from include.settings import Settings
from include.transform import TransformError, normalise, run_dbt
from include.warehouse import writer
from tests.pipeline.conftest import decide


def test_what_dbt_has_parsed_is_good_for_every_home(parsed_home: Settings, one_article: Settings) -> None:
    """The project was parsed in a home, a copy of which was built; the log was copied, too."""
    assert one_article.home != parsed_home.home
    log = (one_article.dbt_dir / "logs" / "dbt.log").read_text()
    assert log.count("Running with dbt") == 2
    assert log.count("Unable to do partial parsing") == 1


def test_building_again_measures_nothing_twice(one_article: Settings) -> None:
    decide(one_article, is_accepted=True)
    with writer(one_article) as connection:
        tables = {
            table: connection.execute(f"from quality.{table} order by all").fetchall()
            for table in ("metric_load", "metric_daily")
        }
    normalise(one_article)
    with writer(one_article) as connection:
        for table, rows in tables.items():
            assert rows
            assert connection.execute(f"from quality.{table} order by all").fetchall() == rows


def test_where_no_model_failed_dbts_last_words_are_told(settings: Settings) -> None:
    with pytest.raises(TransformError, match=r"exit code 2: .*No such command 'tide'.*The whole log is"):
        run_dbt(settings, "tide")


def test_a_full_disk_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("include.transform.FULL_BELOW_BYTES", 2**62)
    with pytest.raises(TransformError, match=r"The disk of .* is full: make room, and run it again"):
        run_dbt(settings, "tide")
