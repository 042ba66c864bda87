"""The queries behind the news page, which shows them too: each runs as it stands on the published file.

They are bound to the latest days, but for those of the timing, a mart whose size follows the sources alone.
"""

from collections.abc import Iterable

from include.news_page.model import (
    COIN_DAYS,
    MAX_COINS,
    MAX_FROM_SILENCE,
    MAX_NAME_CHARS,
    MAX_PAIRS,
    MAX_RISEN,
    MAX_SOURCES,
    MIN_COIN_MENTIONS,
    MIN_HISTORY_DAYS,
    MIN_PAIR_ARTICLES,
    MIN_RISE_ARTICLES,
    MIN_RISE_Z,
    MIN_TIMED_ARTICLES,
    PAIR_WEEKS,
    USUAL_DAYS,
    WEEK_DAYS,
)
from include.warehouse import literal

_LATEST = """\
with latest as (
    select max(date_day) as date_day
    from marts.publication_calendar
    where article_count > undated_article_count
)"""

AS_OF = f"""\
{_LATEST},

calendar as (
    select
        latest.date_day - calendar.date_day as age_days,
        calendar.article_count
    from latest
    inner join marts.publication_calendar as calendar
        on calendar.date_day between latest.date_day - {COIN_DAYS - 1} and latest.date_day
)

select
    (select max(landed_at) from raw.load) as landed_at,
    (select date_day from latest) as latest_day,
    (
        select cast(coalesce(sum(article_count), 0) as bigint) from calendar where age_days < {WEEK_DAYS}
    ) as week_article_count,
    (
        select count(distinct source.source_name)
        from latest
        inner join marts.source_daily as source
            on source.date_day between latest.date_day - {WEEK_DAYS - 1} and latest.date_day
    ) as week_source_count,
    (
        select count(*)
        from calendar
        where article_count > 0 and age_days between {WEEK_DAYS} and {WEEK_DAYS + USUAL_DAYS - 1}
    ) as history_day_count,
    (select count(*) from calendar where article_count > 0) as known_day_count"""

CALENDAR = f"""\
{_LATEST}

select
    calendar.date_day,
    calendar.article_count > 0 as is_known
from latest
inner join marts.publication_calendar as calendar
    on calendar.date_day between latest.date_day - {COIN_DAYS - 1} and latest.date_day
order by calendar.date_day"""

_RISE_COLUMNS = f"""\
    asset_slug, asset_name[:{MAX_NAME_CHARS}] as asset_name, asset_symbol[:{MAX_NAME_CHARS}] as asset_symbol,
    attention.date_day, mention_count, usual_mention_count, mention_count_spread, mention_count_robust_z,
    article_count, source_count, share_of_voice_pct, usual_share_of_voice_pct, mention_rank
from latest
inner join marts.asset_attention as attention
    on attention.date_day between latest.date_day - {WEEK_DAYS - 1} and latest.date_day"""

RISEN = f"""\
{_LATEST}

select
{_RISE_COLUMNS}
where
    history_day_count >= {MIN_HISTORY_DAYS}
    and article_count >= {MIN_RISE_ARTICLES}
    and mention_count_robust_z >= {MIN_RISE_Z}
qualify
    row_number() over (
        partition by asset_id
        order by mention_count_robust_z desc, mention_count desc, attention.date_day desc
    ) = 1
order by mention_count_robust_z desc, mention_count desc, asset_slug
limit {MAX_RISEN}"""

FROM_SILENCE = f"""\
{_LATEST}

select
{_RISE_COLUMNS}
where
    history_day_count >= {MIN_HISTORY_DAYS}
    and article_count >= {MIN_RISE_ARTICLES}
    and usual_mention_count = 0
    and mention_count_robust_z is null
qualify
    row_number() over (partition by asset_id order by mention_count desc, attention.date_day desc) = 1
order by mention_count desc, asset_slug
limit {MAX_FROM_SILENCE}"""

MOST_MENTIONED = f"""\
{_LATEST}

select asset_slug
from latest
inner join marts.asset_daily as daily
    on daily.date_day between latest.date_day - {COIN_DAYS - 1} and latest.date_day
group by asset_slug
having sum(mention_count) >= {MIN_COIN_MENTIONS}
order by sum(mention_count) desc, asset_slug
limit {MAX_COINS}"""

PAIRS = f"""\
{_LATEST},

pair as (
    select
        entity_id_a,
        entity_id_b,
        any_value(slug_a) as slug_a,
        any_value(entity_type_a) as entity_type_a,
        any_value(slug_b) as slug_b,
        any_value(entity_type_b) as entity_type_b,
        cast(sum(article_count) as bigint) as article_count,
        cast(sum(sentence_count) as bigint) as sentence_count,
        sum(article_count) / sum(article_count_a * article_count_b / week_article_count) as lift
    from latest
    inner join marts.entity_cooccurrence as together
        on
            week_start > latest.date_day - {7 * PAIR_WEEKS}
            and week_start <= latest.date_day
    group by entity_id_a, entity_id_b
    having sum(article_count) >= {MIN_PAIR_ARTICLES}
)

select
    slug_a, entity_a.name[:{MAX_NAME_CHARS}] as name_a, entity_type_a,
    slug_b, entity_b.name[:{MAX_NAME_CHARS}] as name_b, entity_type_b,
    article_count, sentence_count, lift
from pair
inner join core.entity as entity_a on pair.entity_id_a = entity_a.entity_id
inner join core.entity as entity_b on pair.entity_id_b = entity_b.entity_id
where lift > 1
order by article_count * ln(lift) desc, slug_a, slug_b
limit {MAX_PAIRS}"""

# The median of a source is not made of those of its hours; what can be told of them is the delay that the
# hours do not exceed in which half of its articles appeared.
TIMINGS = f"""\
with of_hours as (
    select
        *,
        sum(capture_delay_article_count) over captured_first as captured_sooner_count,
        sum(capture_delay_article_count) over source as captured_count,
        sum(landing_delay_article_count) over landed_first as landed_sooner_count,
        sum(landing_delay_article_count) over source as landed_count
    from marts.source_timing
    window
        source as (partition by source_name),
        captured_first as (
            partition by source_name
            order by median_capture_delay_seconds nulls last, hour_of_week
        ),
        landed_first as (
            partition by source_name
            order by median_landing_delay_seconds nulls last, hour_of_week
        )
)

select
    source_name[:{MAX_NAME_CHARS}] as source_name,
    cast(sum(article_count) as bigint) as article_count,
    cast(sum(zone_assumed_article_count) as bigint) as zone_assumed_article_count,
    min(median_capture_delay_seconds) filter (2 * captured_sooner_count >= captured_count)
        as capture_delay_seconds,
    min(median_landing_delay_seconds) filter (2 * landed_sooner_count >= landed_count)
        as landing_delay_seconds,
    list(row(hour_of_week % 24, article_count)) as hour_counts
from of_hours
group by of_hours.source_name
having sum(article_count) >= {MIN_TIMED_ARTICLES}
order by sum(article_count) desc, of_hours.source_name
limit {MAX_SOURCES}"""

SMALL_SOURCES = f"""\
select count(*)
from (
    select source_name
    from marts.source_timing
    group by source_name
    having sum(article_count) < {MIN_TIMED_ARTICLES}
)"""


def coin_days(asset_slugs: Iterable[str]) -> str:
    """The days of some coins on which they were mentioned or a price of them was seen."""
    slugs = ", ".join(literal(slug) for slug in asset_slugs)
    return f"""\
{_LATEST}

select
    asset_slug, asset_name[:{MAX_NAME_CHARS}] as asset_name, asset_symbol[:{MAX_NAME_CHARS}] as asset_symbol,
    daily.date_day, mention_count, article_count, price_usd
from latest
inner join marts.asset_daily as daily
    on daily.date_day between latest.date_day - {COIN_DAYS - 1} and latest.date_day
where asset_slug in ({slugs})
order by asset_slug, daily.date_day"""
