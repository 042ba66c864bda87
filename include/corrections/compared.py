"""Which tables are compared before and after documents were read again."""

from typing import NamedTuple


class Compared(NamedTuple):
    """A table whose rows are compared before and after, by their key."""

    name: str
    key: tuple[str, ...]


COMPARED_TABLES = (
    Compared("article", ("document_id",)),
    Compared("article_segment", ("document_id", "segment_no")),
    Compared("mention", ("document_id", "mention_id")),
    Compared("related_link", ("document_id", "position")),
    Compared("price_snapshot", ("document_id", "price_snapshot_id")),
)
