"""Builders of pages in every variation, in our own words."""

TEASER = (
    "Harbour Chain says its bridge now settles transfers in nine seconds, a figure that two outside "
    "auditors repeated on a public test network this wee"
)
HEADLINE = "Harbour Chain claims nine-second settlement"
CONTACT = "For feedback or concerns regarding this content, please contact us at crypto.news@mexc.com"
PARAGRAPHS = (
    "Harbour Chain says its bridge now settles transfers in nine seconds, a figure that two outside "
    "auditors repeated on a public test network this week.\u00a0",
    "The team, which runs “forty” validators, published the raw logs and asked competitors to do the same.",
    "Fees stayed flat for the whole of the trial, and no transfer was lost on the way.",
)
DISCLAIMER = (
    "Disclaimer: Articles on this page come from other publishers and say nothing about the views of MEXC."
)


def widget(
    name: str = "Harbour",
    symbol: str = "HBR",
    price: str = "$1.25",
    change: str | None = "+0.40%",
    heading: bool = True,
) -> list[str]:
    """The lines of one price widget."""
    return [
        *(["Market Opportunity"] if heading else []),
        f"{name} Logo",
        f"{name} Price({symbol})",
        price,
        price + price,
        *([change] if change is not None else []),
        "USD",
        f"{name} ({symbol}) Live Price Chart",
    ]


def card(
    title: str = "Lighthouse DAO votes on a smaller treasury",
    excerpt: str | None = "Members have until Friday to decide whether the reserve shrinks by a third",
    footer: str = "Quayside News2026/04/02 08:15",
    copies: int = 2,
    share: bool = True,
) -> list[str]:
    """The lines of one related card."""
    lines: list[str] = []
    for _ in range(copies):
        lines += [title, ""]
    if excerpt is not None:
        lines.append(excerpt)
    return [*lines, *(["Share"] if share else []), footer]


def page(
    *,
    lead: str | None = TEASER + TEASER,
    headline: str | None = HEADLINE,
    byline: str | None = None,
    date: str | None = "2026/04/01 09:30",
    reading: str | None = "3 min read",
    contact: str | None = CONTACT,
    body: tuple[str, ...] = PARAGRAPHS,
    widgets: tuple[list[str], ...] | None = None,
    disclaimer: str | None = DISCLAIMER,
    tags: str | None = "Tags:",
    cards: tuple[list[str], ...] | None = None,
    newline: str = "\n",
    final_newline: bool = False,
) -> str:
    """One page; a block given as None is missing."""
    blocks: list[list[str]] = [[lead], [headline]] if lead and headline else [[lead or headline]]  # type: ignore[list-item]
    if not lead and not headline:
        blocks = []
    furniture = [line for line in (byline, date, reading, contact) if line]
    if furniture:
        blocks.append(furniture)
    blocks += [[paragraph] for paragraph in body]
    tail: list[str] = []
    for lines in widgets if widgets is not None else (widget(),):
        tail += lines
    if disclaimer:
        tail.append(disclaimer)
    if tags is not None:
        tail.append(tags)
    if tail:
        blocks.append(tail)
    shown = cards if cards is not None else (card(),)
    if shown:
        blocks.append(["You May Also Like"])
        blocks.append([line for lines in shown for line in lines])
    text = newline.join("\n\n".join("\n".join(block) for block in blocks).split("\n"))
    return text + newline if final_newline else text
