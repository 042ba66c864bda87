"""Feeds of every kind, and what is none."""

from datetime import UTC, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.feeds.model import FeedItem, PollError
from include.feeds.reading import syndication
from include.feeds.reading.read import read_feed

ADDRESS = "https://news.example/feeds/all.xml"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://private.example/rss.dtd">
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Tides</title><language>en-gb</language>
<item><title>Harbour coin &amp; tide</title><link>/a?utm_source=rss</link><guid isPermaLink="false">t-1</guid>
<description>Short.</description>
<content:encoded><![CDATA[<p>The harbour <b>opened</b>.</p><p>Late.</p>]]></content:encoded>
<dc:creator>Ada Quill</dc:creator><category>Harbours</category><category>Tides</category>
<pubDate>Tue, 03 Mar 2026 10:15:00 +0100</pubDate></item>
<item><title>Second</title><link>https://news.example/b</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Gezeiten</title>
<entry><title type="html">Hafen &lt;b&gt;offen&lt;/b&gt;</title><id>urn:t:1</id>
<link rel="alternate" href="https://news.example/hafen"/><updated>2026-03-03T11:00:00Z</updated>
<published>2026-03-03T09:15:00Z</published><author><name>Ada Quill</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der Hafen.</p></div></content></entry>
</feed>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>T</title></channel>
<item rdf:about="https://news.example/r"><title>Harbour</title><link>https://news.example/r</link>
<description>It opened.</description><dc:date>2026-03-03T09:15:00+00:00</dc:date></item></rdf:RDF>"""

JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Tides", "language": "en",
"authors": [{"name": "Ada Quill"}], "items": [
{"id": 7, "url": "/j", "title": "Harbour", "content_html": "<p>It opened.</p>", "tags": ["a", "b"],
 "date_published": "2026-03-03T10:15:00+01:00"},
{"id": "8", "content_text": "A note."}, {"id": "9"}, "none"]}"""

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/s</loc>
<news:news><news:publication><news:name>Tides</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-03-03T09:15Z</news:publication_date><news:title>Harbour &amp; tide</news:title>
<news:keywords>harbours, tides</news:keywords></news:news></url>
<url><loc>https://news.example/about</loc></url></urlset>"""

PUBLISHED_AT = datetime(2026, 3, 3, 9, 15, tzinfo=UTC)


def read(content: bytes | str, content_type: str = "application/xml") -> list[FeedItem]:
    return read_feed(content.encode() if isinstance(content, str) else content, content_type, ADDRESS, 60)


def reason(content: bytes | str, content_type: str = "application/xml") -> str:
    with pytest.raises(PollError) as raised:
        read(content, content_type)
    return raised.value.reason


def test_rss() -> None:
    first, second = read(RSS)
    assert first == FeedItem(
        item_id="t-1",
        title="Harbour coin & tide",
        url="https://news.example/a?utm_source=rss",
        content_html="<p>The harbour <b>opened</b>.</p><p>Late.</p>",
        published_at_raw="Tue, 03 Mar 2026 10:15:00 +0100",
        published_at=PUBLISHED_AT,
        author="Ada Quill",
        language="en-gb",
        tags=("Harbours", "Tides"),
    )
    assert (second.item_id, second.published_at, second.tags) == ("https://news.example/b", None, None)


def test_atom() -> None:
    (item,) = read(ATOM)
    assert (item.item_id, item.title, item.url) == ("urn:t:1", "Hafen offen", "https://news.example/hafen")
    assert (item.published_at, item.author, item.language) == (PUBLISHED_AT, "Ada Quill", "de")
    assert item.content_html is not None and "Der Hafen." in item.content_html


@pytest.mark.parametrize(
    ("written", "title"),
    [("Q&amp;amp;A", "Q&A"), ("Q&amp;A", "Q&A"), ("a &lt; b", "a < b"), ("&lt;i&gt;a&lt;/i&gt;  b", "a b"),
     ("<![CDATA[Tide &#8217;s]]>", "Tide ’s")],
)  # fmt: skip
def test_a_headline_is_a_line_of_text_however_it_was_escaped(written: str, title: str) -> None:
    (item,) = read(f"<rss><channel><item><title>{written}</title></item></channel></rss>")
    assert item.title == title


def test_many_document_types_take_no_longer_than_one() -> None:
    for repeated in ("<!DOCTYPE a>", "<!DOCTYPE a [>", "<!DOCTYPE a []>", "<!-->", "<?a?>"):
        assert reason(repeated * 200_000) == "no_feed"


def test_rdf() -> None:
    (item,) = read(RDF)
    assert (item.title, item.url, item.published_at) == ("Harbour", "https://news.example/r", PUBLISHED_AT)


def test_json_feed() -> None:
    first, second = read(JSON_FEED, "application/feed+json")
    assert (first.item_id, first.url, first.content_html) == (
        "7",
        "https://news.example/j",
        "<p>It opened.</p>",
    )
    assert (first.published_at, first.author, first.tags) == (PUBLISHED_AT, "Ada Quill", ("a", "b"))
    assert (second.item_id, second.content_text, second.language) == ("8", "A note.", "en")


def test_news_sitemap() -> None:
    (item,) = read(SITEMAP)
    assert (item.item_id, item.title) == ("https://news.example/s", "Harbour & tide")
    assert (item.published_at, item.tags, item.language) == (PUBLISHED_AT, ("harbours", "tides"), "en")


@pytest.mark.parametrize(
    ("content", "content_type", "expected"),
    [
        ("<!doctype html><html><body>Not found</body></html>", "application/rss+xml", "no_feed"),
        ("", "application/xml", "no_feed"),
        ("Not found", "application/xml", "no_feed"),
        ('{"items": []}', "application/json", "no_feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', "application/json", "malformed"),
        ("<rss><channel><item><tit", "application/xml", "malformed"),
        ("<urlset><url><loc>https://news.example/</loc></url></urlset>", "application/xml", "no_feed"),
        ("<sitemapindex></sitemapindex>", "application/xml", "no_feed"),
        (RSS.replace("UTF-8", "KOI8-R").encode("utf-16-le"), "application/xml", "no_feed"),
        (b"<rss><channel><item><title>" + b"\xe6\xf8" * 99, "application/xml", "undecodable"),
    ],
)
def test_what_is_no_feed_is_named(content: bytes | str, content_type: str, expected: str) -> None:
    assert reason(content, content_type) == expected


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [("windows-1251", "text/xml"), ("utf-16", "text/xml"), ("shift_jis", "text/xml; charset=Shift_JIS")],
)
def test_other_encodings_are_read_by_what_is_declared(encoding: str, content_type: str) -> None:
    title = {"windows-1251": "Прилив", "shift_jis": "潮位"}.get(encoding, "Tide ≈")
    declared = "" if "charset" in content_type else f' encoding="{encoding}"'
    text = f'<?xml version="1.0"{declared}?><rss><channel><item><title>{title}</title></item></channel></rss>'
    assert [item.title for item in read(text.encode(encoding), content_type)] == [title]


def test_western_quotes_are_read_as_browsers_read_them() -> None:
    content = (
        b'<?xml version="1.0" encoding="ISO-8859-1"?><rss><channel><item><title>Tide\x92s</title></item>'
    )
    assert [item.title for item in read(content + b"</channel></rss>")] == ["Tide’s"]


def test_a_stray_byte_costs_a_character_and_not_the_feed() -> None:
    content = RSS.encode().replace(b"opened", b"open\xe9d")
    assert "open�d" in (read(content)[0].content_html or "")


def test_a_feed_that_breaks_off_keeps_the_items_before() -> None:
    assert [item.item_id for item in read(RSS[: RSS.index("<item><title>Second")])] == ["t-1"]


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "tides"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss><channel><item><title>&c;</title></item></channel></rss>"""


@pytest.mark.parametrize(
    "prolog",
    [
        BOMB[: BOMB.index("<rss>")],
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://10.0.0.1/x.dtd"> %x;]>',
        '<!-- a -->\n<?style x?>\n<!doctype rss [ <!eNtItY x "y"> ]>',
    ],
    ids=["bomb", "a file", "another document", "in capitals and small letters"],
)
@pytest.mark.parametrize("body", ["<rss><channel/></rss>", "<urlset/>", "<feed/>"])
def test_entities_of_its_own_are_refused(prolog: str, body: str) -> None:
    assert reason(prolog + body) == "unsafe_xml"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_they_are_refused_in_every_encoding(encoding: str) -> None:
    assert reason(BOMB.encode(encoding)) == "unsafe_xml"


def test_a_declaration_that_hides_behind_the_first_element_is_no_declaration() -> None:
    late = '<rss><channel><item><title>&x;</title></item><!DOCTYPE rss [<!ENTITY x "y">]></channel></rss>'
    assert [item.title for item in read(late)] in ([], ["&x;"])


def test_whatever_a_library_stumbles_over_is_an_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*arguments: object, **options: object) -> None:
        raise RecursionError

    monkeypatch.setattr(syndication.feedparser, "parse", stumble)
    assert reason(RSS) == "malformed"


def test_a_text_that_looks_like_a_file_is_not_opened(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("secret") / "rss"
    path.write_text(RSS)
    assert reason(str(path)) == "no_feed"


def test_an_item_that_stands_there_twice_counts_once() -> None:
    items = "<item><guid>1</guid><title>New</title></item><item><guid>1</guid><title>Old</title></item>"
    assert [item.title for item in read(f"<rss><channel>{items}</channel></rss>")] == ["New"]


def test_links_that_are_no_addresses_of_the_web_are_left_out() -> None:
    links = ["javascript:alert(1)", "file:///etc/passwd", "http://[::1", "mailto:desk@news.example"]
    items = "".join(f"<item><title>T{no}</title><link>{link}</link></item>" for no, link in enumerate(links))
    assert [item.url for item in read(f"<rss><channel>{items}</channel></rss>")] == [None] * len(links)


def test_a_feed_of_fifty_thousand_items_is_read() -> None:
    items = [{"id": number, "title": f"Tide {number}"} for number in range(50_000)]
    feed = orjson.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    assert len({item.key for item in read(feed)}) == 50_000


def test_a_feed_that_takes_too_long_is_given_up() -> None:
    items = "<item><title>Tide</title></item>" * 50_000
    with pytest.raises(PollError) as raised:
        read_feed(f"<rss><channel>{items}</channel></rss>".encode(), "", ADDRESS, 0.1)
    assert raised.value.reason == "too_slow"


PIECES = st.sampled_from(
    ["<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "<guid>", "<![CDATA[", "]]>",
     "<!--", "-->", "<!DOCTYPE", "[", "]", ">", "<?xml", "?>", "&amp;", "&x;", "&#0;", "&#xD800;", "<urlset>",
     "<url>", "<loc>", "<feed>", "<entry>", "{", '"items"', ":", "http://[", "\x00", "\ud7ff", "tide", '"']
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=200))
def test_whatever_comes_it_is_read_or_refused(text: str) -> None:
    try:
        items = read(text.encode("utf-8", "replace"))
    except PollError:
        return
    assert all(item.title or item.content_html or item.content_text for item in items)


@given(st.binary(max_size=300))
def test_whatever_bytes_come_they_are_read_or_refused(content: bytes) -> None:
    try:
        read(b"<rss><channel><item><title>" + content)
    except PollError:
        return
