"""Feeds as tests make them."""

ITEM = """<item><guid isPermaLink="false">{number}</guid><title>{title}</title><link>{url}</link>
<description>&lt;p&gt;The {number}. tide came in.&lt;/p&gt;</description>
<pubDate>Tue, 03 Mar 2026 10:{number:02}:00 GMT</pubDate></item>"""


def item(number: int, title: str | None = None, url: str | None = None) -> str:
    return ITEM.format(
        number=number, title=title or f"Tide {number}", url=url or f"https://news.example/{number}"
    )


def rss(*items: str) -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{"".join(items)}</channel></rss>'
