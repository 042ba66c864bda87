"""Figures of quality are kept by load and by day, whatever becomes of the loads."""

from include.settings import Settings
from include.transform import normalise
from include.warehouse import writer
from tests.pipeline.conftest import build, record, write_feed

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


def test_refused_load_leaves_the_figures_with_the_next_build(settings: Settings) -> None:
    write_feed(settings, "first.jsonl", [record("a", "Bitcoin rises", "It rose.", hour=8)])
    build(settings)
    accepted = counts(settings, "load_id", "metric_load")
    assert [count for _, count in accepted] == [1]

    write_feed(settings, "second.jsonl", [record("b", "Ether falls", "It fell.", hour=9)])
    build(settings, is_accepted=False)
    assert sum(count for _, count in counts(settings, "load_id", "metric_load")) == 2
    assert sum(count for _, count in counts(settings, "date_day", "metric_daily")) == 2

    normalise(settings)

    assert counts(settings, "load_id", "metric_load") == accepted
    assert sum(count for _, count in counts(settings, "date_day", "metric_daily")) == 1


def test_building_again_measures_nothing_twice(settings: Settings) -> None:
    write_feed(settings, "first.jsonl", [record("a", "Bitcoin rises", "It rose.", hour=8)])
    build(settings)
    with writer(settings) as connection:
        tables = {
            table: connection.execute(f"from quality.{table} order by all").fetchall()
            for table in ("metric_load", "metric_daily")
        }
    normalise(settings)
    with writer(settings) as connection:
        for table, rows in tables.items():
            assert connection.execute(f"from quality.{table} order by all").fetchall() == rows
