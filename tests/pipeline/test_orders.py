"""Loads in any order: the tables come out the same."""

from pathlib import Path
from typing import NamedTuple

import pytest

from include.settings import Settings
from tests.conftest import copied
from tests.pipeline.conftest import (
    PAGE,
    build,
    record,
    revised_feed,
    rows,
    tables,
    under_one_headline,
    write_feed,
)


class Orders(NamedTuple):
    """The same documents landed at once, and in three slices; also as it was after the first of these."""

    at_once: Settings
    first_slice: Settings
    in_slices: Settings


@pytest.fixture(scope="module")
def orders(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Orders:
    folder = tmp_path_factory.mktemp("orders")
    at_once, in_slices = (copied(parsed_home, folder / name) for name in ("at_once", "in_slices"))
    feed = revised_feed()
    of_one_headline, captured_before = under_one_headline()
    page = PAGE.format(
        lead="Solana ended the week higher as funds returned to the network. ",
        headline="Solana ends the week higher", author="Cointelegraph", day=13,
        body="Solana (SOL) ended the week higher.\n\nTraders said little.",
        card="Bitcoin rises on quiet markets",
    )  # fmt: skip
    of_the_card = record("card", "Bitcoin rises on quiet markets", "Bitcoin rose.", 9)
    slices = [
        [*feed[5:], *of_one_headline],
        [*feed[2:5], captured_before],
        [*feed[:2], of_the_card],
    ]
    for settings in (at_once, in_slices):
        (Path(settings.inbox) / "page.txt").write_text(page)
    write_feed(at_once, "feed.jsonl", [*feed, *of_one_headline, captured_before, of_the_card])
    build(at_once)
    for number, part in enumerate(slices):
        write_feed(in_slices, f"slice_{number}.jsonl.gz", reversed(part))
        build(in_slices)
        if number == 0:
            first_slice = copied(in_slices, folder / "first_slice")
    return Orders(at_once, first_slice, in_slices)


def test_slices_in_any_order_give_the_same_tables(orders: Orders) -> None:
    assert tables(orders.at_once) == tables(orders.in_slices)
    revisions = rows(
        orders.in_slices,
        "select revision_no, is_current, tags, source_name from core.article"
        " where canonical_url = 'https://news.example/a' order by revision_no",
    )
    assert revisions == [
        (1, True, ["Bitcoin", "Markets"], "Cointelegraph"),
        (2, False, None, "Cointelegraph"),
        (3, False, None, "Cointelegraph"),
    ]
    assert len(rows(orders.in_slices, "select 1 from core.article where headline = 'Cardano waits'")) == 2


def test_the_same_headline_of_another_source_or_without_a_day_is_another_article(orders: Orders) -> None:
    revisions = """
        select source_name, count(*) from core.article
        where headline = 'Bitcoin price analysis' group by article_id, source_name order by all
    """
    assert rows(orders.in_slices, revisions) == [
        ("Cointelegraph", 1),
        ("Cointelegraph", 1),
        ("Cointelegraph", 2),
        ("The Block", 1),
    ]


def test_a_card_resolves_when_its_article_lands_later(orders: Orders) -> None:
    links = "select title, linked_article_id is not null from core.related_link"
    assert rows(orders.first_slice, links) == [("Bitcoin rises on quiet markets", False)]
    assert rows(orders.in_slices, links) == [("Bitcoin rises on quiet markets", True)]
    assert rows(orders.in_slices, "select count(*) from marts.related_link_graph") == [(1,)]
