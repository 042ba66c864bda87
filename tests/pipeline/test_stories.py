"""Stories and repeated texts, landed in any order: the rows come out the same."""

from pathlib import Path

import pytest

from include.settings import Settings
from tests.conftest import copied
from tests.pipeline.conftest import build, record, rows, tables, write_feed

VAULT = (
    "Harbour Bank opened a vault for Dogecoin (DOGE) beneath its oldest branch on Tuesday, where visitors "
    "can see the first coins that it keeps. The bank had planned the vault for nine years and dug it by "
    "hand, its chief engineer said, because machines would have disturbed the fish market next door. Guards "
    "on bicycles watch over the entrance, and a brass band plays whenever somebody brings a coin."
)
RETOLD = (
    "Visitors can see the first Dogecoin (DOGE) that Harbour Bank keeps in its vault beneath the fish market."
)


def told(name: str, day: int, hour: int, source: str, headline: str, body: str) -> dict[str, str]:
    """A record of one article, published at this hour of a day in March."""
    published_at = f"2026-03-{day:02}T{hour:02}:00:00Z"
    return record(name, headline, body, 9, datetime=published_at, captured=published_at, source=source)


OPENING = [
    told("opens", 3, 8, "Cointelegraph", "Harbour Bank opens a Dogecoin vault", VAULT),
    told("copied", 3, 9, "Decrypt", "Dogecoin vault opens at Harbour Bank", VAULT),
    told("retold", 4, 9, "CoinDesk", "Harbour Bank shows its Dogecoin vault", RETOLD),
]
EARLIER = told("rumour", 2, 20, "The Block", "Harbour Bank to open a Dogecoin vault", RETOLD)
LATER = told("again", 5, 10, "The Block", "Harbour Bank closes its Dogecoin vault", RETOLD)
OTHERS = [
    told("rain", 3, 10, "Decrypt", "Rain on the fields", "Farmers welcomed it, and Solana (SOL) rose."),
    told("ferry", 4, 7, "CoinDesk", "A ferry accepts Stellar", "Stellar (XLM) pays for the crossing."),
]
OUTSIDE = [told(f"far{day}", day, 9, "Decrypt", f"Number {day}", "Nothing.") for day in (1, 12)]
ALL = [*OPENING, EARLIER, LATER, *OTHERS, *OUTSIDE]

STORIES = """
    select position, source_name, delay_seconds from marts.story_article order by story_id, position
"""


@pytest.fixture(scope="module")
def at_once(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = copied(parsed_home, tmp_path_factory.mktemp("stories") / "at_once")
    write_feed(settings, "feed.jsonl", ALL)
    build(settings)
    return settings


def test_a_story_begins_with_who_told_it_first(at_once: Settings) -> None:
    assert rows(
        at_once,
        "select headline, first_source_name, article_count, source_count, entity_slugs, is_closed"
        " from marts.story",
    ) == [("Harbour Bank to open a Dogecoin vault", "The Block", 4, 4, ["dogecoin", "harbour-bank"], True)]
    assert rows(at_once, STORIES) == [
        (1, "The Block", 0),
        (2, "Cointelegraph", 12 * 3600),
        (3, "Decrypt", 13 * 3600),
        (4, "CoinDesk", 37 * 3600),
    ]


def test_who_repeats_a_text_later_is_shown_with_how_much_of_it(at_once: Settings) -> None:
    assert rows(
        at_once,
        "select source_name, repeated_source_name, delay_seconds, repeated_pct from marts.syndication",
    ) == [("Decrypt", "Cointelegraph", 3600, 100)]


def test_the_order_of_landing_changes_no_story(
    at_once: Settings, parsed_home: Settings, tmp_path: Path
) -> None:
    settings = copied(parsed_home, tmp_path / "home")
    write_feed(settings, "opening.jsonl", [*OPENING, *OTHERS[:1]])
    build(settings)
    assert rows(settings, STORIES)[0] == (1, "Cointelegraph", 0)
    write_feed(settings, "others.jsonl", [*OTHERS[1:], *OUTSIDE])
    build(settings)
    write_feed(settings, "refused.jsonl", [told("x", 1, 9, "Decrypt", *_headline_and_body())])
    build(settings, is_accepted=False)
    write_feed(settings, "earlier.jsonl", [EARLIER, LATER])
    build(settings)

    assert tables(settings) == tables(at_once)


def _headline_and_body() -> tuple[str, str]:
    return OPENING[0]["headline"], VAULT
