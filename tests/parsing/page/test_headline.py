"""The headline of a page is the line that its declared title is like, wherever it stands."""

import pytest

from include.page_marks import PageMark
from include.parsing.lines import split_lines
from include.parsing.model import ParsedDocument
from include.parsing.page.headline import find_headline
from include.parsing.parse import parse

STORY = "\n".join(
    f"On day {day} the harbour sold {day}0 tons of herring to the town, said the master." for day in range(4)
)
TITLE = "Harbour sells herring to the town"


def found(
    text: str, title: str | None, headings: tuple[int, ...] = (), first_content: int | None = None
) -> str | None:
    lines = split_lines(text)
    content = len(lines) - 1 if first_content is None else first_content
    index = find_headline(lines, title, headings, content)
    return None if index is None else lines[index].text


@pytest.mark.parametrize(
    "declared",
    [
        TITLE,
        f"{TITLE} | Quay News",
        f"Quay News: {TITLE}",
        f"{TITLE.lower()} - Fish - Quay",
        "Harbor sells herring to town",
    ],
)
def test_the_line_like_the_declared_title_is_the_headline(declared: str) -> None:
    assert found(f"Skip to content\nMENU\nX\n* {TITLE}\n{TITLE}\n{STORY}", declared) == TITLE


def test_a_heading_counts_more_than_a_line_that_only_repeats_the_title() -> None:
    text = f"Most read\n{TITLE}\nHerring goes to town in great numbers, harbour says\n{STORY}"
    assert found(text, TITLE, headings=(2,), first_content=3) == text.split("\n")[2]


def test_a_heading_that_the_title_says_among_more_is_the_headline() -> None:
    declared = "Herring sold - the ledger of everything that the harbour, its boats and its people do all day"
    text = f"{declared}\nHerring sold\n{STORY}"
    assert found(text, declared, headings=(1,), first_content=2) == "Herring sold"


def test_a_numbered_line_links_to_the_article() -> None:
    assert found(f"4. {TITLE}\n{TITLE}\n{STORY}\n1. {TITLE}", TITLE, first_content=2) == TITLE
    assert found(f"4. {TITLE}\n{STORY}", TITLE) is None


def test_without_a_likeness_the_nearest_heading_above_counts_and_never_the_first_line() -> None:
    text = f"Skip to content\nQuay News of today\n{STORY}"
    assert found(text, "Quite another matter", headings=(1,), first_content=2) == "Quay News of today"
    assert found(text, "Quite another matter") is None
    assert found(text, None) is None


def test_letters_of_any_script_are_compared() -> None:
    assert (
        found(f"홈\n뉴스\n항구, 청어를 마을에 팔다\n{STORY}", "항구 청어를 마을에 팔다 - 부두신문")
        == "항구, 청어를 마을에 팔다"
    )


def test_what_the_markup_does_not_count_to_the_article_is_nobodys_text() -> None:
    text = f"Facebook\n{TITLE}\nBy Nora Quill\nMarch 3, 2026\n{STORY}\nSeven boats to see"
    start = text.index("On day 0")
    marks = [
        PageMark("heading", text.index(TITLE), text.index(TITLE) + len(TITLE)),
        PageMark("content", start, start + len(STORY)),
        PageMark("wall", start + len(STORY), start + len(STORY)),
    ]
    parsed = parse(text, "html", TITLE, marks)
    assert parsed.headline is not None
    assert parsed.headline.text == TITLE
    assert parsed.body_text == STORY
    assert parsed.is_truncated
    assert parsed.author is not None
    assert parsed.author.text == "Nora Quill"
    assert parsed.published_at is not None
    told = [text[s.char_start : s.char_end].strip() for s in parsed.segments if s.kind == "boilerplate"]
    assert told == ["Facebook", "Seven boats to see"]


@pytest.mark.parametrize("places", [(0, 5), (-5, 3), (7, 2), (900, 1000), (3, 10_000)])
def test_no_mark_makes_the_parser_raise(places: tuple[int, int]) -> None:
    text = f"{TITLE}\n{STORY}"
    for kind in ("content", "heading", "wall"):
        parsed = parse(text, "html", TITLE, [PageMark(kind, *places)])  # type: ignore[arg-type]
        assert parsed.segments[-1].char_end == len(text)


@pytest.mark.parametrize(
    ("line", "author", "day"),
    [
        ("Posted on March 14, 2026 by Ida Kjell", "Ida Kjell", "2026-03-14"),
        ("By Ida Kjell, 14 March 2026", "Ida Kjell", "2026-03-14"),
        ("Ida Kjell | 14.03.2026 | 3 min read", "Ida Kjell", "2026-03-14"),
        ("Veröffentlicht am 14. März 2026 von Ida Kjell", "Ida Kjell", "2026-03-14"),
        ("입력 2026.03.14 10:49", None, "2026-03-14"),
        ("2026年3月14日", None, "2026-03-14"),
        ("14 de marzo de 2026", None, "2026-03-14"),
    ],
)
def test_author_and_date_in_the_manner_of_many_sites(line: str, author: str | None, day: str) -> None:
    parsed = parse(f"{TITLE}\n{line}\n\n{STORY}", "page_text")
    assert (parsed.author and parsed.author.text) == author
    assert parsed.published_at is not None
    assert parsed.published_at.local.date().isoformat() == day


def read_page(head: str, below: str = "", title: str = TITLE) -> ParsedDocument:
    """A page on which the markup tells the story, and nothing of `head`, to be the article."""
    text = f"Menu\n{head}\n{STORY}\n{below}"
    start = text.index(STORY)
    return parse(text, "html", title, [PageMark("content", start, start + len(STORY))])


@pytest.mark.parametrize(
    ("head", "raw"),
    [
        (f"{TITLE}\n* 14.03.2026", "14.03.2026"),
        (f"{TITLE}\nCategory: Piers 14 March 2026, 10:49", "14 March 2026, 10:49"),
        (f"{TITLE}\nWritten: 2026-03-14 / Updated: 2026-03-15", "2026-03-14"),
        (f"{TITLE}\nNora QuillMarch 14, 2026", "March 14, 2026"),
        (
            f"{TITLE}\nMore of it 1 March 2020\nSold 2 March 2020\nQuay Town 14/03/2026 10h49",
            "14/03/2026 10h49",
        ),
        (f"Sunday, 15 March 2026 10:49\n{TITLE}\nSaturday, 14 March 2026", "14 March 2026"),
        (f"14 March 2026 - Desk: Nora Quill\n{TITLE}", "14 March 2026"),
        (f"{TITLE}\nRegistered: 1 March 2020\n14 March 2026", "14 March 2026"),
        (f"{TITLE}\nMember since\n1 March 2020\n14 March 2026", "14 March 2026"),
    ],
)
def test_of_the_dates_around_a_headline_the_articles_counts(head: str, raw: str) -> None:
    published_at = read_page(head).published_at
    assert published_at is not None
    assert published_at.raw.text == raw


@pytest.mark.parametrize(
    "head",
    [
        f"{TITLE}\nThe fair opens on 14 March 2026.",
        f"{TITLE}\nRegistered: 14 March 2026",
        f"{TITLE}\nJoined\n14 March 2026",
        f"{TITLE}\nIssue 14.03.20266 of the ledger",
    ],
)
def test_another_date_is_not_the_articles(head: str) -> None:
    assert read_page(head).published_at is None


def test_a_line_of_the_article_that_is_not_labelled_dates_nothing() -> None:
    text = f"{TITLE}\nHerring fair of 14 March 2026\n{STORY}"
    marks = [PageMark("content", 0, len(text))]
    assert parse(text, "html", TITLE, marks).published_at is None
    assert parse(text.replace("Herring fair of", "Posted on"), "html", TITLE, marks).published_at is not None


def test_a_labelled_date_right_below_the_article_is_its_date() -> None:
    parsed = read_page(TITLE, below="Share\nCreated on: 14.03.2026")
    assert parsed.published_at is not None
    assert parsed.published_at.raw.text == "14.03.2026"
    assert parsed.body_text == STORY
    assert read_page(TITLE, below="Share\n14.03.2026").published_at is None
    assert read_page(TITLE, below="Updated: 14.03.2026").published_at is None


@pytest.mark.parametrize(
    "opening", ["14.03.2026 – ", "(14 March 2026) ", "QUAY TOWN, March 14, 2026 (Wire) -- "]
)
def test_a_report_is_dated_by_what_it_is_headed_with(opening: str) -> None:
    text = f"{TITLE}\n{opening}{STORY}"
    parsed = parse(text, "html", TITLE, [PageMark("content", len(TITLE) + 1, len(text))])
    assert parsed.published_at is not None
    assert parsed.published_at.local.date().isoformat() == "2026-03-14"
    assert parsed.body_text == f"{opening}{STORY}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("What is Bitcoin (BTC)\n$64,120\n+0.09%1D\n+1.2%7D\nMarket cap\n$1.2T", "price_page"),
        ("\n".join(f"Herring number {n}\nIt was sold.\nRead more" for n in range(4)), "listing"),
        ("\n".join(f"Herring number {n}\nQuay News • 2 hours ago" for n in range(4)), "listing"),
    ],
)
def test_price_pages_and_listings_are_no_articles(text: str, reason: str) -> None:
    assert parse(text, "page_text").not_article_reason == reason


def test_a_tape_above_an_article_that_the_markup_tells_is_furniture() -> None:
    tape = "Bitcoin\nBTC\n$64,512.34\n+1.2%\nEthereum\nETH\n$3,212.10\n-0.4%\nSolana\nSOL\n$143.2\n"
    text = f"{tape}{TITLE}\n{STORY}"
    start = text.index(STORY)
    assert parse(text, "html", TITLE).layout == "ticker_tape"
    parsed = parse(text, "html", TITLE, [PageMark("content", start, len(text))])
    assert (parsed.layout, parsed.body_text) == ("plain", STORY)
