"""Faults of what comes in: each changes some of a load's articles, or the way they are written down."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tests.quality.study.newsroom import PAGE_SOURCE, Article, Day, Written, as_page, as_record

SHARES_PCT = (1, 10, 50)


@dataclass(frozen=True)
class InputFault:
    """`spoil` writes an article as the fault has it; `others` are the day's articles in their order.

    A fault of pages alone spoils a share of the pages, any other a share of the whole load.
    """

    name: str
    shows: str
    spoil: Callable[[Article, Sequence[Article]], Written]
    is_of_pages: bool = False
    is_of_records: bool = False

    def written(self, day: Day, share_pct: int) -> dict[int, Written]:
        """The whole day as it is written where so many per cent of it are spoilt, source by source."""
        written = day.written()
        positions = [
            position
            for position, article in enumerate(day.articles)
            if not (self.is_of_pages and article.source != PAGE_SOURCE)
            and not (self.is_of_records and article.source == PAGE_SOURCE)
        ]
        whole_count = len(positions) if self.is_of_pages else len(day.articles)
        for position in positions[: max(1, whole_count * share_pct // 100)]:
            written[position] = self.spoil(day.articles[position], day.articles)
        return written


def _written(article: Article) -> Written:
    return as_page(article) if article.source == PAGE_SOURCE else as_record(article)


def _in_text(change: Callable[[str], str]) -> Callable[[Article, Sequence[Article]], Written]:
    """The headline and the paragraphs are changed."""
    return lambda article, others: _written(
        replace(article, headline=change(article.headline), paragraphs=tuple(map(change, article.paragraphs)))
    )


def _in_body(paragraphs: Callable[[Article], tuple[str, ...]]) -> Callable[..., Written]:
    """Other paragraphs stand below the headline."""
    return lambda article, others: _written(replace(article, paragraphs=paragraphs(article)))


def _renamed(**names: str) -> Callable[..., Written]:
    """A record whose fields are called otherwise."""
    return lambda article, others: {
        names.get(name, name): value for name, value in as_record(article).items()
    }


def _declared(**change: Callable[[Article], Any]) -> Callable[..., Written]:
    """A record in which some fields say something else."""
    return lambda article, others: (
        as_record(article) | {name: value(article) for name, value in change.items()}
    )


def _published(moved: Callable[[datetime], datetime]) -> Callable[..., Written]:
    """A record that declares another time of publication than the one at which it was captured."""
    return _declared(datetime=lambda article: f"{moved(article.published_at):%Y-%m-%dT%H:%M:%SZ}")


def _page_text(change: Callable[[str], str]) -> Callable[..., Written]:
    return lambda article, others: change(as_page(article))


def _mojibake(text: str) -> str:
    typographic = text.replace("'", "’").replace(" - ", " – ").replace(" who ", " — who ")
    opened = typographic if "“" in typographic else f"“{typographic}”"
    return opened.encode().decode("cp1252", errors="replace")


def _escaped_twice(text: str) -> str:
    marked = text.replace("“", '"').replace("”", '"').replace(" and ", " & ").replace("’", "'")
    once = marked.replace("&", "&amp;").replace('"', "&quot;").replace("'", "&#8217;")
    return once.replace("&", "&amp;") + " &amp;#8211; &amp;nbsp;"


BANNER = (
    "We use cookies and similar technologies to give you the best experience on our site. By clicking Accept "
    "all you agree to the storing of cookies on your device to enhance navigation and analyse usage.",
    "You can change your preferences at any time in the settings. Our partners may process your data on the "
    "basis of legitimate interest. See the privacy policy and the list of vendors.",
)
BLOCKED = (
    "Sorry, you have been blocked. You are unable to access this site. This website is using a security "
    "service to protect itself from online attacks. The action you just performed triggered the solution.",
    "Please enable cookies. Performance and security by the network. Your IP is shown below.",
)
PLACEHOLDER = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et "
    "dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris.",
    "Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur.",
)
SPANISH = (
    "El mercado se mantuvo tranquilo durante la sesión y la mayoría de los operadores esperó a que se "
    "publicaran los datos antes de tomar una decisión sobre sus posiciones.",
    "Según los analistas, la liquidez volvió al cabo de unas horas y nada indica que el movimiento continúe "
    "durante la próxima semana, aunque nadie quiere descartarlo.",
)
STUB = " Subscribe to continue reading. Already a subscriber? Log in to read the full story."


def _stub(article: Article) -> tuple[str, ...]:
    return (article.paragraphs[0][:140] + " …" + STUB,)


def _shifted(article: Article, others: Sequence[Article]) -> Written:
    """The text of the article that follows stands below this one's headline."""
    following = others[(others.index(article) + 1) % len(others)]
    return _written(replace(article, paragraphs=following.paragraphs))


def _one_body(article: Article, others: Sequence[Article]) -> Written:
    return _written(replace(article, paragraphs=others[0].paragraphs))


def _one_headline(article: Article, others: Sequence[Article]) -> Written:
    return _written(replace(article, headline=others[0].headline))


def _under_other_name(article: Article, others: Sequence[Article]) -> Written:
    return as_record(article) | {"source": "Bitcoinist" if article.source != "Bitcoinist" else "Decrypt"}


def _swapped(article: Article, others: Sequence[Article]) -> Written:
    record = as_record(article)
    return record | {"headline": record["summary"], "summary": record["headline"]}


def _day_and_month_swapped(moment: datetime) -> datetime:
    return moment.replace(month=moment.day, day=moment.month) if moment.day <= 12 else moment


def _other_widget(text: str) -> str:
    """The price of the dearest coin in each widget."""
    return re.sub(
        r"(?m)^\$[0-9.,]+$", "$70,812.44", re.sub(r"\$[0-9.,]+\$[0-9.,]+", "$70,812.44$70,812.44", text)
    )


INPUT_FAULTS = (
    InputFault(
        "fields_renamed_text", "articles without a text", _renamed(summary="articleBody"), is_of_records=True
    ),
    InputFault(
        "fields_renamed_time", "articles without a date", _renamed(datetime="timestamp"), is_of_records=True
    ),
    InputFault(
        "fields_renamed_url_and_source",
        "articles of no source",
        _renamed(url="permalink", source="publisher"),
        is_of_records=True,
    ),
    InputFault(
        "zone_shifted_forward",
        "articles published hours after they were",
        _published(lambda at: at + timedelta(hours=8)),
        is_of_records=True,
    ),
    InputFault(
        "zone_shifted_back",
        "articles published hours before they were",
        _published(lambda at: at - timedelta(hours=5)),
        is_of_records=True,
    ),
    InputFault(
        "year_replayed",
        "today's articles on a day of last year",
        _published(lambda at: at.replace(year=at.year - 1)),
        is_of_records=True,
    ),
    InputFault(
        "day_and_month_swapped",
        "articles on another day",
        _published(_day_and_month_swapped),
        is_of_records=True,
    ),
    InputFault("mojibake", "â€™ for ’", _in_text(_mojibake)),
    InputFault("entities_escaped_twice", "&amp;quot; for a quotation mark", _in_text(_escaped_twice)),
    InputFault("one_body_for_all", "one article's text under many headlines", _one_body),
    InputFault("one_headline_for_all", "one headline over many texts", _one_headline),
    InputFault("texts_shifted_by_one", "each text under its neighbour's headline", _shifted),
    InputFault("consent_banner", "a consent banner for a text", _in_body(lambda article: BANNER)),
    InputFault("paywall_stubs", "a sentence and a call to subscribe", _in_body(_stub)),
    InputFault("other_language", "texts in another language", _in_body(lambda article: SPANISH)),
    InputFault(
        "words_run_together",
        "a text without spaces",
        _in_body(lambda article: tuple(text.replace(" ", "") for text in article.paragraphs)),
    ),
    InputFault(
        "text_twice",
        "each text twice over",
        _in_body(lambda article: (*article.paragraphs, *article.paragraphs)),
    ),
    InputFault(
        "author_full_of_body",
        "a text for an author's name",
        _declared(author=lambda article: " ".join(article.paragraphs)),
        is_of_records=True,
    ),
    InputFault(
        "one_source_under_another_name",
        "articles under another source's name",
        _under_other_name,
        is_of_records=True,
    ),
    InputFault(
        "urls_of_the_feed",
        "all articles as revisions of one",
        _declared(url=lambda article: "https://news.example/feed"),
        is_of_records=True,
    ),
    InputFault(
        "widget_of_another_asset",
        "one coin's price for all coins",
        _page_text(_other_widget),
        is_of_pages=True,
    ),
    InputFault(
        "page_without_layout",
        "pages whose blocks are called otherwise",
        _page_text(
            lambda text: (
                text.replace("You May Also Like", "More Stories")
                .replace("MEXC", "the exchange")
                .replace("mexc", "desk")
                .replace(" Logo", " sign")
                .replace(" Price(", " now(")
            )
        ),
        is_of_pages=True,
    ),
)
