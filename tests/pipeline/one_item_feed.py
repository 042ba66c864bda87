"""A feed with one item and its page, served on loopback, and what the published file has to say of it."""

from pathlib import Path
from typing import Any

from include import warehouse
from include.feeds.listing import COLUMNS, row_of
from include.feeds.model import Feed
from include.settings import Settings
from tests.feeds.feeds import item, rss
from tests.feeds.servers import Site, gives

HEADLINE = "Bitcoin at high tide"

PAGE = f"""<html lang="en"><body><article><h1>{HEADLINE}</h1><p>Bitcoin (BTC) came in with the tide
at nine in the morning, and the harbour master said that nobody had seen it so high before.</p></article>
</body></html>"""


def offer(site: Site, list_path: Path) -> None:
    """Serve the feed, and write a list in which it is the only one, and active."""
    site.pages |= {
        "/feed": gives(rss(item(1, HEADLINE, f"{site.url}/1")), etag='"1"'),
        "/1": gives(PAGE, content_type="text/html"),
    }
    feed = Feed(f"{site.url}/feed", "cointelegraph", "newsroom", "en", 30, True, True)
    list_path.write_text(f"{','.join(COLUMNS)}\n{row_of(feed)}\n")


def expected(site: Site) -> list[tuple[Any, ...]]:
    """What `published` finds when the item has arrived, by the feed and by its page."""
    return [(HEADLINE, "Cointelegraph", f"{site.url}/1", "2026-03-03 10:01:00+00", True, True, "feeds")]


def published(settings: Settings) -> list[tuple[Any, ...]]:
    """The item in the published file: whose it is, its address, and whether its times are in their order."""
    with warehouse.reader(settings.published_path) as connection:
        return connection.execute(
            """
            select distinct
                article.headline, article.source_name, article.canonical_url,
                article.published_at::varchar,
                event.captured_at > article.published_at,
                document.landed_at >= event.captured_at,
                split_part(document.source_uri, '/', 1)
            from core.article as article
            join raw.document as document using (document_id)
            join raw.landing_event as event using (document_id)
            where article.headline = ?
            """,
            [HEADLINE],
        ).fetchall()
