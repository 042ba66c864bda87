"""The stories of the latest days: what several outlets told, who was first, and who followed when."""

import re
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

import duckdb

from include.news_page.model import (
    MAX_ENTITIES,
    MAX_HEADLINE_CHARS,
    MAX_NAME_CHARS,
    MAX_STORIES_A_DAY,
    MAX_TELLINGS,
    STORY_DAYS,
    Story,
    Telling,
)

MAX_ADDRESS_CHARS = 200
"""A longer address is left out: half of one leads nowhere."""

# A story takes in articles for two days, so the days of its articles are bound as well.
STORIES = f"""\
with latest as (
    select max(date_day) as date_day
    from marts.publication_calendar
    where article_count > undated_article_count
),

told as (
    select story.*
    from latest
    inner join marts.story
        on story.date_day between latest.date_day - {STORY_DAYS - 1} and latest.date_day
    qualify
        row_number() over (
            partition by story.date_day
            order by
                story.source_count desc, story.article_count desc, story.first_published_at, story.story_id
        ) <= {MAX_STORIES_A_DAY}
)

select
    told.story_id, told.date_day, told.first_published_at, told.headline[:{MAX_HEADLINE_CHARS}] as headline,
    told.article_count, told.source_count,
    list_transform(told.entity_slugs[:{MAX_ENTITIES}], lambda slug: slug[:{MAX_NAME_CHARS}]) as entity_slugs,
    telling.source_name[:{MAX_NAME_CHARS}] as source_name, telling.delay_seconds,
    telling.headline[:{MAX_HEADLINE_CHARS}] as telling_headline,
    case when length(article.canonical_url) <= {MAX_ADDRESS_CHARS} then article.canonical_url end as address
from told
inner join marts.story_article as telling
    on
        told.story_id = telling.story_id
        and telling.date_day >= (select date_day from latest) - {STORY_DAYS - 1}
left join marts.article_overview as article
    on
        telling.document_id = article.document_id
        and article.date_day >= (select date_day from latest) - {STORY_DAYS - 1}
where telling.position <= {MAX_TELLINGS}
order by
    told.date_day desc, told.source_count desc, told.article_count desc, told.first_published_at,
    told.story_id, telling.position"""


def read(connection: duckdb.DuckDBPyConnection) -> list[Story]:
    """The stories of the latest days: the latest day first, and in it what most outlets told."""
    rows = connection.execute(STORIES).fetchall()
    return [_story(list(articles)) for _, articles in groupby(rows, key=lambda row: row[0])]


def _story(articles: list[tuple[Any, ...]]) -> Story:
    """One story of the rows of its articles."""
    _, day, first_published_at, headline, article_count, source_count, entity_slugs, *_ = articles[0]
    return Story(
        date_day=day,
        first_published_at=first_published_at,
        headline=headline,
        article_count=article_count,
        source_count=source_count,
        entity_slugs=entity_slugs,
        tellings=[
            Telling(source_name, telling_headline, delay_seconds, web_address(address))
            for *_, source_name, delay_seconds, telling_headline, address in articles
        ],
    )


def web_address(text: str | None) -> str | None:
    """An address that a link may lead to; None where it is none of the web, or could be taken for another."""
    if text is None or not re.fullmatch(r"[!-~]+", text) or "\\" in text:
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    # What stands before an @ reads like the host, and is not where the link leads.
    is_plain = parts.hostname and "@" not in parts.netloc
    return text if parts.scheme in {"http", "https"} and is_plain else None
