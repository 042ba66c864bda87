"""The feed of a site, found as readers find it."""

import pytest

from include.feeds.finding import Found, find_with
from include.feeds.model import PollError
from include.feeds.network.polite import Guest
from include.settings import Settings
from tests.feeds.feeds import item, rss
from tests.feeds.servers import Site, gives

SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.example/s</loc>
<n:news><n:title>Tide</n:title></n:news></url></urlset>"""


def find(site: Site, settings: Settings, guest: Guest) -> Found:
    return find_with(settings, f"{site.url}/", guest)


def test_a_feed_is_its_own_feed(site: Site, settings: Settings, guest: Guest) -> None:
    site.pages["/"] = gives(rss(item(1), item(2)))
    found = find(site, settings, guest)
    assert (found.feed.address, len(found.items)) == (f"{site.url}/", 2)
    assert (found.feed.source, found.feed.is_active) == ("127.0.0.1", True)


def test_what_a_page_declares_is_found(site: Site, settings: Settings, guest: Guest) -> None:
    site.pages |= {
        "/": gives(
            '<html><head><link rel="alternate" type="text/calendar" href="/cal"><link rel="alternate"'
            ' type="application/atom+xml" href="/gone"><link rel=alternate type="application/rss+xml"'
            ' href="news.xml"></head><body>Tides</body></html>'
        ),
        "/news.xml": gives(rss(item(1))),
    }
    assert find(site, settings, guest).feed.address == f"{site.url}/news.xml"
    assert "/cal" not in site.asked


def test_a_news_sitemap_that_robots_declare_is_found(site: Site, settings: Settings, guest: Guest) -> None:
    site.pages |= {
        "/robots.txt": gives(f"User-agent: *\nAllow: /\nSitemap: {site.url}/sitemap-news.xml"),
        "/": gives("<html><body>Tides</body></html>"),
        "/sitemap-news.xml": gives(SITEMAP),
    }
    assert find(site, settings, guest).feed.address == f"{site.url}/sitemap-news.xml"


def test_a_feed_at_a_usual_place_is_found(site: Site, settings: Settings, guest: Guest) -> None:
    site.pages |= {"/": gives("<html><body>Tides</body></html>"), "/rss.xml": gives(rss(item(1)))}
    assert find(site, settings, guest).feed.address == f"{site.url}/rss.xml"


def test_a_site_without_a_feed_says_what_to_do(site: Site, settings: Settings, guest: Guest) -> None:
    site.pages["/"] = gives("<html><body>Tides</body></html>")
    with pytest.raises(PollError, match="name the feed itself") as raised:
        find(site, settings, guest)
    assert raised.value.reason == "no_feed"


def test_nothing_is_written_into_the_inbox(site: Site, settings: Settings, guest: Guest) -> None:
    site.pages["/"] = gives(rss(item(1)))
    find(site, settings, guest)
    assert list((settings.home / "inbox").iterdir()) == []
