"""What five feeds and an exchange's pages bring on a day: made-up articles, the same in every run."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.parsing.builders import card, page, widget

PAGE_SOURCE = "MEXC News"
USUAL_COUNTS = {
    "Cointelegraph": 50,
    "CoinDesk": 40,
    "Decrypt": 25,
    "Bitcoinist": 20,
    "U.Today": 15,
    PAGE_SOURCE: 50,
}
"""How many articles a source brings on a usual weekday: 200 in all."""

HOSTS = {
    "Cointelegraph": "cointelegraph.com",
    "CoinDesk": "www.coindesk.com",
    "Decrypt": "decrypt.co",
    "Bitcoinist": "bitcoinist.com",
    "U.Today": "u.today",
    PAGE_SOURCE: "www.mexc.com",
}
WEEKEND_FACTOR = 0.5
REVISED_COUNT = 3
EMPTY_COUNT = 2
"""Of a usual day: articles of the day before that come again in other words, and records without a text."""

LANDING_HOUR = 18
FIRST_DAY = datetime(2026, 3, 2, LANDING_HOUR, tzinfo=UTC)
"""A Monday; each day is landed at this hour."""

ASSETS = (
    ("Bitcoin", "BTC", 70_812.44),
    ("Ethereum", "ETH", 2_058.30),
    ("Solana", "SOL", 85.75),
    ("Cardano", "ADA", 0.2710),
    ("Dogecoin", "DOGE", 0.09386),
    ("Chainlink", "LINK", 8.914),
    ("Avalanche", "AVAX", 9.481),
    ("Litecoin", "LTC", 54.27),
)
FIRMS = ("BlackRock", "Coinbase", "Grayscale", "Fidelity", "Binance", "Kraken", "Circle", "MicroStrategy")
AUTHORS = ("Ada Quist", "Ben Morrow", "Cleo Varga", "Dan Okafor", "Edda Lind", "Finn Abara")
EVENTS = (
    "options expiry",
    "treasury purchase",
    "validator upgrade",
    "custody approval",
    "staking vote",
    "exchange outage",
    "lending audit",
    "futures listing",
    "reserve report",
    "settlement pilot",
)
MOVES = ("climbs", "slips", "steadies", "rebounds", "stalls", "eases")
SENTENCES = (
    "Traders had expected the {event} for weeks, and most desks kept their orders small until it was over.",
    "{firm} declined to comment on the {event}, but two people close to the firm confirmed the outline.",
    "Volume on the larger venues rose to {number} million dollars, the most since the {ordinal} week.",
    "Analysts at {firm} wrote that {name} would need a close above its {number}-day average.",
    "Holders who bought {name} in the last quarter are still waiting, while older wallets sell.",
    "The {event} was prepared over {number} days, according to the people who ran it.",
    "Funding turned negative twice during the session, as it had not since the {ordinal} of the month.",
    "“Nobody moved first,” said {author}, who follows {name} for a small research house.",
    "Open interest in {symbol} fell by {number} million, and the order books stayed thin all day.",
    "A second {event} is planned for the coming month, though no date has been named so far.",
    "{firm} and {other_firm} both said that the {event} does not change their plans for {name}.",
    "On-chain figures show {number} thousand active addresses, in line with the month before.",
    "Liquidity returned within hours, and the spread between the venues closed before the evening.",
    "Whether the {event} has a lasting effect will be known when the next figures are published.",
)
ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


Written = dict[str, Any] | str
"""An article as its source writes it: a record, or the text of a page."""


@dataclass(frozen=True)
class Article:
    """One article before it is written down. `asset_no` says which asset it is about."""

    name: str
    source: str
    headline: str
    paragraphs: tuple[str, ...]
    author: str
    published_at: datetime
    asset_no: int
    price: float
    change_pct: float
    card_titles: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"https://{HOSTS[self.source]}/news/{self.name}"


@dataclass
class Day:
    """What is found in the inbox on one day, by the name of the file.

    `articles` are the day's own in a fixed order; a fault replaces what is written of some of them.
    """

    number: int
    articles: list[Article]
    further_records: list[dict[str, Any]] = field(default_factory=list)

    @property
    def landed_at(self) -> datetime:
        return landed_at(self.number)

    def written(self) -> dict[int, Written]:
        """Each article as its source writes it, by its position."""
        return {
            position: as_page(article) if article.source == PAGE_SOURCE else as_record(article)
            for position, article in enumerate(self.articles)
        }


def landed_at(day_number: int) -> datetime:
    """When that day's load is landed."""
    return FIRST_DAY + timedelta(days=day_number)


def usual_day(number: int) -> Day:
    """A day like any other: its articles, a few revisions of the day before, and a few empty records."""
    chance = random.Random(number)
    is_weekend = landed_at(number).weekday() >= 5
    articles = [
        _article(chance, number, source, article_no)
        for source, usual_count in USUAL_COUNTS.items()
        for article_no in range(round(usual_count * (WEEKEND_FACTOR if is_weekend else 1)))
    ]
    return Day(number, articles, [*_revisions(number), *_empty_records(number)])


def write_day(inbox: Path, day: Day, written: Mapping[int, Written]) -> None:
    """Put a day into an inbox: the records as one feed, each page as a file."""
    inbox.mkdir(parents=True, exist_ok=True)
    records = [each for each in written.values() if isinstance(each, dict)] + day.further_records
    lines = "".join(json.dumps(record) + "\n" for record in records)
    (inbox / f"feed-{day.number:02}.jsonl").write_text(lines)
    for position, text in written.items():
        if isinstance(text, str):
            (inbox / f"page-{day.number:02}-{position:03}.txt").write_text(text)


def as_record(article: Article) -> dict[str, Any]:
    """The record that a feed has of the article."""
    return {
        "datetime": f"{article.published_at:%Y-%m-%dT%H:%M:%SZ}",
        "headline": article.headline,
        "summary": " ".join(article.paragraphs),
        "source": article.source,
        "author": article.author,
        "url": article.url,
        "captured": f"{article.published_at + timedelta(minutes=40):%Y-%m-%dT%H:%M:%SZ}",
    }


def as_page(article: Article) -> str:
    """The page on which the exchange reposts the article."""
    name, symbol, _ = ASSETS[article.asset_no]
    return page(
        lead=article.paragraphs[0][:150] * 2,
        headline=article.headline,
        byline=f"By: {article.author}",
        date=f"{article.published_at:%Y/%m/%d %H:%M}",
        body=article.paragraphs,
        widgets=(widget(name, symbol, price_text(article.price), f"{article.change_pct:+.2f}%"),),
        cards=tuple(
            card(
                title=title, footer=f"Cointelegraph{article.published_at - timedelta(hours=9):%Y/%m/%d %H:%M}"
            )
            for title in article.card_titles
        ),
    )


def price_text(price: float) -> str:
    """A price as the pages write it."""
    return f"${price:,.2f}" if price >= 10 else f"${price:.5f}"


def _article(chance: random.Random, day_number: int, source: str, article_no: int) -> Article:
    asset_no = min(int(chance.expovariate(0.45)), len(ASSETS) - 1)
    name, symbol, price = ASSETS[asset_no]
    event = chance.choice(EVENTS)
    firm, other_firm = chance.sample(FIRMS, 2)
    headline = f"{name} {chance.choice(MOVES)} as {firm} {event} enters day {chance.randint(2, 400)}"
    opening = (
        f"{name} ({symbol}) traded at {price_text(price * chance.uniform(0.97, 1.03))} on "
        f"{landed_at(day_number):%A} as the {event} at {firm} entered its {chance.choice(ORDINALS)} round."
    )
    told = chance.sample(SENTENCES, chance.randint(7, 11))
    sentences = [
        sentence.format(
            name=name, symbol=symbol, event=event, firm=firm, other_firm=other_firm,
            author=chance.choice(AUTHORS), number=chance.randint(3, 980), ordinal=chance.choice(ORDINALS),
        )
        for sentence in told
    ]  # fmt: skip
    middle = len(sentences) // 2
    return Article(
        name=f"{day_number}-{source.lower().replace(' ', '-')}-{article_no}",
        source=source,
        headline=headline,
        paragraphs=(" ".join([opening, *sentences[:middle]]), " ".join(sentences[middle:])),
        author=chance.choice(AUTHORS),
        published_at=landed_at(day_number) - timedelta(minutes=chance.randint(60, 60 * 14)),
        asset_no=asset_no,
        price=price * (1 + 0.002 * day_number) * chance.uniform(0.98, 1.02),
        change_pct=chance.uniform(-6, 6),
        card_titles=_card_titles(day_number, article_no) if source == PAGE_SOURCE else (),
    )


def _card_titles(day_number: int, article_no: int) -> tuple[str, ...]:
    """A headline of the day before, whose article is here, and one that leads nowhere."""
    nowhere = f"A quiet week ahead after session {day_number}-{article_no}"
    if day_number == 0:
        return (nowhere,)
    chance = random.Random(f"card {day_number}-{article_no}")
    earlier = _article(random.Random(day_number - 1), day_number - 1, "Cointelegraph", 0)
    return (earlier.headline, nowhere) if chance.random() < 0.5 else (nowhere,)


def _revisions(day_number: int) -> list[dict[str, Any]]:
    if day_number == 0:
        return []
    earlier = [article for article in _sources_articles(day_number - 1) if article.source != PAGE_SOURCE][
        :REVISED_COUNT
    ]
    return [
        as_record(replace(article, paragraphs=(*article.paragraphs, "Updated with a further comment.")))
        | {"captured": f"{landed_at(day_number) - timedelta(minutes=30):%Y-%m-%dT%H:%M:%SZ}"}
        for article in earlier
    ]


def _sources_articles(day_number: int) -> list[Article]:
    chance = random.Random(day_number)
    return [_article(chance, day_number, "Cointelegraph", article_no) for article_no in range(REVISED_COUNT)]


def _empty_records(day_number: int) -> list[dict[str, Any]]:
    return [
        {"source": "Decrypt", "url": f"https://decrypt.co/news/{day_number}-empty-{number}"}
        for number in range(EMPTY_COUNT)
    ]
