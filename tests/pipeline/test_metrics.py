"""Figures of quality are kept by load and by day, whatever becomes of the loads."""

import pytest

from include.settings import Settings
from include.transform import normalise
from include.warehouse import writer
from tests.pipeline.conftest import Refusal, decide

COUNTED = """
    select {by}, cast(sum(part_count) as bigint)
    from quality.{table}
    where metric = 'article_count' and dimension = 'source'
    group by all
    order by all
"""


def counts(settings: Settings, by: str, table: str) -> list[tuple[str, int]]:
    with writer(settings) as connection:
        return connection.execute(COUNTED.format(by=by, table=table)).fetchall()


@pytest.mark.xdist_group("refusal")
def test_refused_load_leaves_the_figures_with_the_next_build(refusal: Refusal) -> None:
    accepted = counts(refusal.accepted, "load_id", "metric_load")
    assert [count for _, count in accepted] == [6]
    assert sum(count for _, count in counts(refusal.accepted, "date_day", "metric_daily")) == 6

    assert sum(count for _, count in counts(refusal.refused, "load_id", "metric_load")) == 8
    assert sum(count for _, count in counts(refusal.refused, "date_day", "metric_daily")) == 8

    assert counts(refusal.built_again, "load_id", "metric_load") == accepted
    assert sum(count for _, count in counts(refusal.built_again, "date_day", "metric_daily")) == 6


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
