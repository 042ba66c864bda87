"""Pages as sites write them, well and badly, become lines of text and what they declare."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.landing.reading.decode import Rejected
from include.landing.reading.html import decode_html, is_fragment, looks_like_html
from include.landing.reading.records import Record
from include.landing.reading.rendition import MAX_DEPTH

NEWS_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Tide power mines at the pier | Harbour Ledger</title>
<link rel="canonical" href="https://harbour-ledger.example.org/2026/03/tide?ref=front">
<meta property="og:title" content="Tide power mines at the pier">
<meta property="og:site_name" content="Harbour Ledger">
<meta property="og:locale" content="de_DE">
<meta name="author" content="Ida Kjellberg">
<meta property="article:tag" content="Mining"><meta property="article:tag" content="Energy">
<script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [
  {"@type": "WebSite", "name": "Harbour Ledger", "datePublished": "2001-01-01"},
  {"@type": "NewsArticle", "headline": "Tide power mines at the pier",
   "datePublished": "2026-03-12T07:45:00-03:30", "dateModified": "2026-03-13T00:00:00Z"}]}
</script>
<style>.card { color: red }</style>
<script>var price = "document.write('never shown')";</script>
</head>
<body onload="track()">
<!-- a comment that nobody sees -->
<nav><a href="/">Home</a><a href="/mining">Mining</a></nav>
<article>
<h1>Tide power mines at the pier</h1>
<p class="byline">By <a href="/ida">Ida Kjellberg</a>, <time datetime="2026-03-12">yesterday</time></p>
<p>Forty machines hum below the pier&nbsp;&mdash; &quot;quietly&quot;, says the <em>harbour</em>master.<br>
They earn 0.2&#160;BTC a&nbsp;day.</p>
<div style="display:flex"><div>Left card</div><div>Right card</div></div>
<h2>What it costs</h2>
<ul><li>Power: nothing<ul><li>but salt</li></ul></li><li>Rent: some</li></ul>
<table><thead><tr><th>Coin</th><th>Price</th></tr></thead>
<tbody><tr><td>Bitcoin</td><td>$85,005.88</td></tr></tbody></table>
<p style="display: none">hidden words</p><p hidden>more hidden words</p>
<noscript><img src="pixel"></noscript><iframe src="ad">an ad</iframe>
<p>An unclosed paragraph with 5 < 6 &bogus; in it
<p>And another
</article>
<aside>
<section><h3>First card</h3><p>Its excerpt</p>
<span>Source</span><time datetime="2019-01-01T10:00">2019</time></section>
<section><h3>Second card</h3><p>Its excerpt too</p></section>
</aside>
<script type="text/template"><p>never shown either</p></script>
</body></html>"""


def page(markup: str) -> Record:
    return decode_html(markup.encode())[0]


def body(markup: str) -> str:
    return page(f"<html><body>{markup}</body></html>").raw_text


def with_head(head: str) -> Record:
    return page(f"<html><head>{head}</head><body><p>Words</p></body></html>")


def test_a_news_page_becomes_lines() -> None:
    lines = [line for line in page(NEWS_PAGE).raw_text.split("\n") if line]
    assert lines == [
        "Home",
        "Mining",
        "Tide power mines at the pier",
        "By Ida Kjellberg, yesterday",
        'Forty machines hum below the pier — "quietly", says the harbourmaster.',
        "They earn 0.2 BTC a day.",
        "Left card",
        "Right card",
        "What it costs",
        "* Power: nothing",
        "+ but salt",
        "* Rent: some",
        "Coin Price",
        "Bitcoin $85,005.88",
        "An unclosed paragraph with 5 < 6 &bogus; in it",
        "And another",
        "First card",
        "Its excerpt",
        "Source2019",
        "Second card",
        "Its excerpt too",
    ]


def test_a_news_page_declares_itself() -> None:
    found = page(NEWS_PAGE)
    assert found.title == "Tide power mines at the pier"
    assert found.url == "https://harbour-ledger.example.org/2026/03/tide?ref=front"
    assert found.source == "Harbour Ledger"
    assert found.published_at_raw == "2026-03-12T07:45:00-03:30"
    assert found.author == "Ida Kjellberg"
    assert found.language == "en"
    assert found.tags == ["Mining", "Energy"]


@pytest.mark.parametrize(
    ("head", "published_at_raw"),
    [
        (
            "<meta property='article:published_time' content='2026-03-12T06:20:00+01:00'>",
            "2026-03-12T06:20:00+01:00",
        ),
        ("<meta itemprop='datePublished' content='2026-03-12 06:20'>", "2026-03-12 06:20"),
        ("<meta name='parsely-pub-date' content='2026-03-12T06:20:00Z'>", "2026-03-12T06:20:00Z"),
        ("<meta name='DC.date.issued' content='2026-03-12'>", "2026-03-12"),
        (
            '<script type=\'application/ld+json\'>{"datePublished": "2026-03-12T06:20Z"}</script>',
            "2026-03-12T06:20Z",
        ),
        (
            "<script type='application/ld+json'>{broken</script><meta name='date' content='2026-03-12'>",
            "2026-03-12",
        ),
        ("<script type='application/ld+json'>{\"datePublished\": null}</script>", None),
        ("", None),
    ],
)
def test_the_time_of_publication_is_taken_as_exactly_as_it_is_given(
    head: str, published_at_raw: str | None
) -> None:
    assert with_head(head).published_at_raw == published_at_raw


def test_the_time_of_a_related_card_is_not_the_pages() -> None:
    markup = (
        "<article><aside><time datetime='2019-01-01T00:00Z'>x</time></aside>"
        "<header><time datetime='2026-03-12T06:20Z'>y</time></header>Words</article>"
    )
    assert page(f"<html><body>{markup}</body></html>").published_at_raw == "2026-03-12T06:20Z"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Tide mines - Harbour Ledger</title>", "Tide mines"),
        ("<title>Harbour Ledger | Tide mines | Power</title>", "Tide mines | Power"),
        ("<meta property='og:title' content='Tide mines│The Ledger'>", "Tide mines"),
        ("<meta property='og:title' content='HARBOUR LEDGER'><title>Tide mines</title>", "Tide mines"),
        ("<meta property='og:title' content='Tide mines - Power'>", "Tide mines - Power"),
        ("<title>Harbour Ledger</title>", "Harbour Ledger"),
    ],
)
def test_the_sites_name_is_no_part_of_a_title(head: str, title: str) -> None:
    site = "<meta property='og:site_name' content='Harbour Ledger'>"
    logo = "<a href='https://ledger.example.org/'><img alt='The Ledger'></a>"
    assert page(f"<html><head>{site}{head}</head><body>{logo}<p>Words</p></body></html>").title == title


@pytest.mark.parametrize("href", ["/", "https://ledger.example.org", "./?from=logo", "/index.html"])
def test_a_first_heading_that_leads_to_the_first_page_is_no_heading_of_the_article(href: str) -> None:
    story = "".join(
        f"<p>On day {day} the harbour sold {day}0 tons of herring to the town.</p>" for day in range(9)
    )
    markup = (
        f"<h1><a href='{href}'>The Harbour Ledger</a></h1><article><h1>Herring sold</h1>{story}</article>"
    )
    found = page(f"<html><body>{markup}</body></html>")
    headings = [
        found.raw_text[mark[1] : mark[2]] for mark in found.page_marks or () if mark.kind == "heading"
    ]
    assert headings == ["Herring sold"]


def test_of_several_titles_the_one_that_a_first_heading_says_is_the_articles() -> None:
    head = "<meta property='og:title' content='Releases'><title>Harbour sells herring</title>"
    heading = "<h1><style>.x { color: red }</style>Harbour sells herring</h1>"
    assert page(f"<html><head>{head}</head><body>{heading}<p>Words</p></body></html>").title == (
        "Harbour sells herring"
    )
    assert page(f"<html><head>{head}</head><body><h1>Fish</h1><p>Words</p></body></html>").title == "Releases"


@pytest.mark.parametrize("hyphen", ["\xad", "&shy;", "&#173;", "&#xAD;"])
def test_a_word_is_whole_wherever_it_may_be_broken(hyphen: str) -> None:
    assert body(f"<p>Har{hyphen}bour{hyphen}master</p>") == "Harbourmaster"


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ("<meta property='og:locale' content='pt_BR'>", "pt"),
        ("<meta http-equiv='Content-Language' content='fr-CA'>", "fr"),
        ('<script type=\'application/ld+json\'>{"@type": "Article", "inLanguage": "tr-TR"}</script>', "tr"),
        ("<meta property='og:locale' content='??'>", None),
        ("", None),
    ],
)
def test_the_language_is_found_where_pages_declare_it(head: str, language: str | None) -> None:
    assert with_head(head).language == language


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<meta property='og:url' content='https://a.example/x'>", "https://a.example/x"),
        (
            "<link rel='canonical' href='/x?y=1'><meta property='og:url' content='https://a.example/z'>",
            "https://a.example/x?y=1",
        ),
        ("<link rel='canonical' href='javascript:alert(1)'>", None),
        ("<link rel='canonical' href='https://[broken'>", None),
    ],
)
def test_the_address_is_absolute_or_unknown(head: str, url: str | None) -> None:
    assert with_head(head).url == url


@pytest.mark.parametrize(
    ("content", "raw_text", "encoding"),
    [
        (
            b"<html><meta charset=latin-1><body>caf\xe9 \x93ok\x94</body></html>",
            "café “ok”",
            "cp1252",
        ),
        ("<html><meta charset=latin-1><body>café</body></html>".encode(), "café", "utf-8"),
        ("<html><head><meta charset=utf-16></head><body>café</body></html>".encode(), "café", "utf-8"),
        ("<html><body>café</body></html>".encode("utf-16"), "café", "utf-16"),
        ("<html><body>café</body></html>".encode("utf-8-sig"), "café", "utf-8-sig"),
        ("<?xml version='1.0' encoding='utf-8'?><html><body>café</body></html>".encode(), "café", "utf-8"),
        (
            b"<meta http-equiv=content-type content='text/html;charset=koi8-r'>\xd0\xd2",
            "пр",
            "koi8-r",
        ),
        (b"<html><meta charset=utf-8><body>caf\xe9 ok</body></html>", "caf\ufffd ok", "utf-8, 1 replaced"),
        (b"<html><meta charset=utf-8><body>a\x00 pier</body></html>", "a\ufffd pier", "utf-8, 1 replaced"),
    ],
)
def test_pages_are_decoded_as_they_are(content: bytes, raw_text: str, encoding: str) -> None:
    found, found_encoding = decode_html(content)
    assert (found.raw_text, found_encoding) == (raw_text, encoding)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html><body>caf\xe9</body></html>", "undecodable"),
        (b"<html><meta charset=utf-8><body>" + b"caf\xe9 " * 50 + b"</body></html>", "undecodable"),
        ("<html><body>words</body></html>".encode("utf-16-le"), "binary"),
        (b"<html><head><title>Only a title</title></head><body><script>x</script></body></html>", "empty"),
        (b"<html><frameset><frame src='a'><frame src='b'></frameset></html>", "empty"),
        (b"<!-- nothing -->", "empty"),
        (b"<html><body>" + b"<div>" * 10_000 + b"deep", "malformed_html"),
        (b"<html><body>" + b"<ul><li>" * 5_000 + b"deep", "malformed_html"),
        (b"<html><body>" + b"<div>" * MAX_DEPTH + b"deep", "malformed_html"),
    ],
)
def test_what_is_no_page_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(Rejected) as rejected:
        decode_html(content)
    assert rejected.value.reason == reason


def test_nothing_of_a_deep_page_is_left_out() -> None:
    depth = MAX_DEPTH - 20
    assert body(f"start{'<div>' * depth}deep{'</div>' * depth}end") == "start\ndeep\nend"


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='padding-left: 99999em; margin-top: 99999em'>x</p>" * 100,
        "<ul>" * 200 + "<li>x</li>" * 500,
        "<table><tr><td>" + "z" * 50_000 + "</td></tr>" + "<tr><td>x</td></tr>" * 500 + "</table>",
    ],
)
def test_a_small_page_stays_small(markup: str) -> None:
    assert len(body(markup)) <= 2 * len(markup)


def test_two_megabytes_of_markup_are_read_whole() -> None:
    excerpt = "words " * 45
    card = f"<div class=card><a href=/x><h3>Card {{}}</h3></a><p>{excerpt}</p></div>"
    lines = body("".join(card.format(number) for number in range(7_000))).split("\n")
    titles = [line for line in lines if line.startswith("Card")]
    assert titles == [f"Card {number}" for number in range(7_000)]


def test_entities_and_scripts_are_plain_text() -> None:
    assert body("&lt;script&gt;alert('x')&lt;/script&gt; &amp;amp; Robert'); drop table raw.document;--") == (
        "<script>alert('x')</script> &amp; Robert'); drop table raw.document;--"
    )


def marked(found: Record, kind: str) -> list[str]:
    return [found.raw_text[m.char_start : m.char_end] for m in found.page_marks or [] if m.kind == kind]


STORY = "".join(
    f"<p>On day {day} the harbour sold {day}0 tons of herring to the town, said the master of the pier.</p>"
    for day in range(1, 9)
)
MENU = "<nav><ul><li><a href=/a>Home</a></li><li><a href=/b>Fish prices</a></li></ul></nav>"
CARDS = "<aside><h3>More from us</h3><a href=/c>Seven boats that you must see</a></aside>"


def test_the_markup_tells_what_is_the_article() -> None:
    found = page(f"<html><body>{MENU}<article><h1>Herring day</h1>{STORY}</article>{CARDS}</body></html>")
    content = "\n".join(marked(found, "content"))
    assert "On day 1 the harbour" in content
    assert "On day 8 the harbour" in content
    assert "Fish prices" not in content
    assert "Seven boats" not in content
    assert marked(found, "heading") == ["Herring day"]


def test_a_declared_body_that_the_page_shows_is_content() -> None:
    declared = " ".join(f"Berth {number} was let to nobody in all the year." for number in range(20))
    linked = (
        f'<script type="application/ld+json">{{"@type": "Article", "articleBody": "{declared}"}}</script>'
    )
    shown = "".join(f"<div class=ad-sidebar>{sentence}.</div>" for sentence in declared[:-1].split(". "))
    found = page(f"<html><head>{linked}</head><body>{MENU}<article>{STORY}</article>{shown}</body></html>")
    assert any("Berth 19 was let" in text for text in marked(found, "content"))


@pytest.mark.parametrize(
    ("part", "is_walled"),
    [("<p>Pay to read on</p>", True), (f"<p>{'And it was told to the end. ' * 10}</p>", False)],
)
def test_an_article_that_is_not_free_stops_at_its_wall(part: str, is_walled: bool) -> None:
    linked = (
        '{"@type": "NewsArticle", "isAccessibleForFree": "False", "hasPart":'
        ' {"@type": "WebPageElement", "isAccessibleForFree": false, "cssSelector": ".paid"}}'
    )
    head = f'<script type="application/ld+json">{linked}</script>'
    body = f"<article>{STORY}<div class='x paid'>{part}</div></article>"
    found = page(f"<html><head>{head}</head><body>{body}</body></html>")
    assert (marked(found, "wall") == [""]) is is_walled


def test_a_part_of_a_page_is_known_by_its_elements() -> None:
    assert is_fragment(b"<p>One</p>\n<p>Two</p>")
    assert is_fragment(b"\xef\xbb\xbf <DIV class='a'><p>One</p></DIV>")
    assert not is_fragment(b"<b>One</b> and <i>two</i>")
    assert not is_fragment(b"In words, <p>One</p><p>Two</p>")


def test_an_address_in_a_page_is_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a connection was made"))
    assert page("http://127.0.0.1:9/page.html").raw_text == "http://127.0.0.1:9/page.html"


def test_a_page_is_known_by_its_start() -> None:
    assert looks_like_html(b"\xef\xbb\xbf\n<!DOCTYPE HTML PUBLIC>")
    assert looks_like_html(b"<?xml version='1.0'?><HTML>")
    assert not looks_like_html(b"In <html> one begins with <html>")


PARTS = [
    *("<div>", "</div>", "<table>", "<td>", "</table>", "<ul>", "<li>", "<p", ">", "<svg>", "<title>"),
    *("<!--", "-->", "&#", "]]>", "é", "\x00", "<plaintext>", "<a href=", "<base href='x'>", "<script>"),
    *("<meta content='2020-01-01'", "<link rel=canonical href=", "{'@graph': [1]}", "<time datetime=x>"),
    "<script type='application/ld+json'>",
]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=5), max_size=30))
def test_any_markup_is_a_page_or_is_rejected(parts: list[str]) -> None:
    try:
        found = page("".join(parts).encode("utf-8", "replace").decode())
    except Rejected as rejected:
        assert rejected.reason in {"empty", "binary", "undecodable", "malformed_html"}
    else:
        assert found.raw_text.strip()
