"""Made-up feeds of three sources: records of two, and pages of one."""

import json
from pathlib import Path

from include.settings import Settings
from tests.parsing.builders import card, page, widget

RECORD_SOURCES = ("Cointelegraph", "Decrypt")
PAGE_SOURCE = "MEXC News"

ASSETS = (
    ("Bitcoin", "BTC", "$70,812.44"),
    ("Ethereum", "ETH", "$2,058.30"),
    ("Solana", "SOL", "$85.75"),
    ("Cardano", "ADA", "$0.2710"),
    ("Dogecoin", "DOGE", "$0.09386"),
)

ARTICLE_COUNT = 24
"""Of each source, in each load."""


def write_feed(settings: Settings, load_no: int, *, is_redesigned: bool = False) -> None:
    """Put what one load brings into the inbox; each load has articles of its own."""
    inbox = Path(settings.inbox)
    records = [
        _record(source, load_no, f"{load_no}-{source_no}-{article_no}")
        for source_no, source in enumerate(RECORD_SOURCES)
        for article_no in range(ARTICLE_COUNT)
    ]
    (inbox / f"feed-{load_no}.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))
    for article_no in range(ARTICLE_COUNT):
        (inbox / f"page-{load_no}-{article_no}.txt").write_text(
            _page(load_no, article_no, is_redesigned=is_redesigned)
        )


def _record(source: str, load_no: int, name: str) -> dict[str, str]:
    subject = ASSETS[len(name) % len(ASSETS)][0]
    return {
        "datetime": f"2026-03-{load_no:02}T08:00:00Z",
        "headline": f"{subject} holds its level in round {name}",
        "summary": f"{subject} traded in a narrow range while desks waited for the data of round {name}.",
        "source": source,
        "url": f"https://news.example/{name}",
    }


def _page(load_no: int, article_no: int, *, is_redesigned: bool) -> str:
    name, symbol, price = ASSETS[article_no % len(ASSETS)]
    opening = (
        f"{name} changed hands at a steady pace through session {load_no}-{article_no}, and the desks "
        "that had expected a break in either direction kept their orders small until the close."
    )
    text = page(
        lead=opening[:150] * 2,
        headline=f"{name} keeps steady in session {load_no}-{article_no}",
        date=f"2026/03/{load_no:02} 08:00",
        body=(opening, "Nobody moved first, and the order books stayed thin for the rest of the day."),
        widgets=(widget(name, symbol, price),),
        cards=(card(title=f"A quiet week ahead after session {load_no}-{article_no}"),),
    )
    if is_redesigned:
        return text.replace("You May Also Like", "More Stories").replace("Share\n", "Read on\n")
    return text
