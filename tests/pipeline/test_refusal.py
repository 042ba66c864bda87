"""A load that is refused: neither its rows nor its figures outlast it, and it does not block the next."""

from pathlib import Path
from typing import NamedTuple

import pytest

from include.settings import Settings
from include.warehouse import writer
from tests.conftest import copied
from tests.pipeline.conftest import build, record, rows, tables, under_one_headline, write_feed

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


class Refusal(NamedTuple):
    """Homes to read and to copy: all accepted, then one load more, which is refused, then built once more."""

    accepted: Settings
    refused: Settings
    built_again: Settings


@pytest.fixture(scope="module")
def refusal(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Refusal:
    folder = tmp_path_factory.mktemp("refusal")
    settings = copied(parsed_home, folder / "built_again")
    feed, captured_before = under_one_headline()
    write_feed(settings, "good.jsonl", [record("a", "Bitcoin rises", "Bitcoin rose.", 9), *feed])
    build(settings)
    accepted = copied(settings, folder / "accepted")
    bad = [
        captured_before,
        record("a", "Bitcoin rises", "Ethereum rose instead.", 10),
        record("bad", "Dogecoin barks", "Dogecoin barked.", 10),
    ]
    write_feed(settings, "bad.jsonl", bad)
    build(settings, is_accepted=False)
    refused = copied(settings, folder / "refused")
    build(settings)
    return Refusal(accepted, refused, settings)


def test_a_refused_load_leaves_the_tables_as_they_were(refusal: Refusal) -> None:
    before = tables(refusal.accepted)
    assert tables(refusal.refused) != before
    assert tables(refusal.built_again) == before


def test_a_refused_load_leaves_no_row_behind_and_does_not_block_the_next(
    refusal: Refusal, tmp_path: Path
) -> None:
    settings = copied(refusal.refused, tmp_path / "home")
    write_feed(settings, "next.jsonl", [record("n", "Solana runs", "Solana ran.", 11)])
    build(settings)

    current = rows(settings, "select headline, revision_no, is_current from core.article order by all")
    assert current == [
        ("Bitcoin price analysis", 1, False),
        ("Bitcoin price analysis", 1, True),
        ("Bitcoin price analysis", 1, True),
        ("Bitcoin price analysis", 1, True),
        ("Bitcoin price analysis", 2, True),
        ("Bitcoin rises", 1, True),
        ("Solana runs", 1, True),
    ]
    refused = "(select document_id from raw.document where source_uri = 'bad.jsonl')"
    assert len(rows(settings, f"from {refused}")) == 2
    for table in ("article_segment", "mention", "rejected_mention", "related_link", "price_snapshot"):
        assert rows(settings, f"select * from core.{table} where document_id in {refused}") == []


def test_refused_load_leaves_the_figures_with_the_next_build(refusal: Refusal) -> None:
    accepted = counts(refusal.accepted, "load_id", "metric_load")
    assert [count for _, count in accepted] == [6]
    assert sum(count for _, count in counts(refusal.accepted, "date_day", "metric_daily")) == 6

    assert sum(count for _, count in counts(refusal.refused, "load_id", "metric_load")) == 8
    assert sum(count for _, count in counts(refusal.refused, "date_day", "metric_daily")) == 8

    assert counts(refusal.built_again, "load_id", "metric_load") == accepted
    assert sum(count for _, count in counts(refusal.built_again, "date_day", "metric_daily")) == 6
