"""The table of polls: what came of asking each feed."""

from include.tables.declaration import Column, Table

FEED_POLL = Table(
    name="raw.feed_poll",
    description="One attempt to read a feed, and what came of it. Grain: one row a poll.",
    columns=(
        Column("poll_id", "varchar", "Hash of the feed and the time at which the poll began."),
        Column("feed_id", "varchar", "The feed: the name of its folder in the inbox, below `feeds`."),
        Column("address", "varchar", "The feed's address, without what may be secret in it."),
        Column("source", "varchar", "The source, as the list of feeds names it."),
        Column("kind", "varchar", "Who speaks in it: newsroom, exchange, project or regulator."),
        Column("started_at", "timestamp with time zone", "When the poll began, UTC."),
        Column("finished_at", "timestamp with time zone", "When it ended, UTC."),
        Column(
            "outcome",
            "varchar",
            "read (the feed came), unchanged (its server says that it is as before), or failed.",
        ),
        Column("reason", "varchar", "Why it failed, as one word; null otherwise.", is_nullable=True),
        Column("detail", "varchar", "The same in a sentence.", is_nullable=True),
        Column("http_status", "integer", "The server's answer, where there was one.", is_nullable=True),
        Column("request_count", "integer", "Requests of the poll, with those for robots.txt and for pages."),
        Column("byte_count", "bigint", "Bytes of the feed, unpacked; 0 where it did not come."),
        Column("item_count", "integer", "Items in the feed."),
        Column("new_item_count", "integer", "Items that no poll had seen before."),
        Column("changed_item_count", "integer", "Items that say something else than before."),
        Column("page_count", "integer", "Linked pages that were fetched."),
        Column("failed_page_count", "integer", "Linked pages that could not be fetched."),
        Column(
            "median_lag_seconds",
            "bigint",
            (
                "From the publication of a new item to the poll, in the middle; null where no new item tells "
                "its time, and for a first poll."
            ),
            is_nullable=True,
        ),
    ),
    primary_key=("poll_id",),
)

TABLES = (FEED_POLL,)
