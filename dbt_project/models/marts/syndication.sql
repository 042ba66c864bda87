{#-
    Texts that have a fingerprint in common are compared, shingle by shingle: the others have no fifteen words in a row in
    common. A pair is written anew where one of its articles is affected, so it is looked for from that one, in the days
    around it.
-#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'article_id': 'int_affected_article', 'repeated_article_id': 'int_affected_article.article_id'}}
) }}

with text_fingerprint as (
    select * from {{ ref('int_text_fingerprint') }}
),

article as (
    select * from {{ ref('article') }}
),

dated_article as (
    select
        article_id,
        document_id,
        {{ source_label('source_name') }} as source_name,
        headline,
        published_at,
        {{ article_day() }} as date_day,
        {{ article_time() }} as article_time,
        case when {{ is_hour_known() }} then published_at end as known_at
    from article
    where is_current and published_at is not null
),

written as (
    select document_id
    from dated_article
    where {{ is_touched('article_id', 'int_affected_article') }}
),

written_day as (
    select distinct dated_article.date_day
    from dated_article
    inner join written on dated_article.document_id = written.document_id
),

day_around as (
    select {{ integers_from_to('-' ~ syndication_day_count(), syndication_day_count()) }} as day_count
),

compared_day as (
    select distinct {{ add_days('written_day.date_day', 'day_around.day_count') }} as date_day
    from written_day
    cross join day_around
),

fingerprint as (
    select
        text_fingerprint.document_id,
        {{ unnest_values('text_fingerprint.fingerprints') }} as fingerprint
    from text_fingerprint
    inner join dated_article on text_fingerprint.document_id = dated_article.document_id
    where dated_article.date_day in (select compared_day.date_day from compared_day)
),

alike as (
    select distinct
        one.document_id,
        other.document_id as other_document_id
    from fingerprint as one
    inner join written on one.document_id = written.document_id
    inner join fingerprint as other
        on one.fingerprint = other.fingerprint and one.document_id != other.document_id
),

pair as (
    select
        document_id,
        other_document_id as repeated_document_id
    from alike
    union
    select
        other_document_id as document_id,
        document_id as repeated_document_id
    from alike
),

body as (
    select
        document_id,
        body_text
    from {{ ref('article') }}
    where {{ rows_where(
        ref('article'),
        'document_id in (select pair.document_id from pair union select pair.repeated_document_id from pair)'
    ) }}
),

compared as (
    select
        later.article_id,
        later.document_id,
        earlier.article_id as repeated_article_id,
        earlier.document_id as repeated_document_id,
        later.source_name,
        earlier.source_name as repeated_source_name,
        later.headline,
        earlier.headline as repeated_headline,
        later.date_day,
        later.published_at,
        earlier.published_at as repeated_published_at,
        cast(round({{ seconds_between('earlier.known_at', 'later.known_at') }}) as bigint) as delay_seconds,
        shared_shingles(later_body.body_text, earlier_body.body_text) as shingles
    from pair
    inner join dated_article as later on pair.document_id = later.document_id
    inner join dated_article as earlier on pair.repeated_document_id = earlier.document_id
    inner join body as later_body on pair.document_id = later_body.document_id
    inner join body as earlier_body on pair.repeated_document_id = earlier_body.document_id
    where
        later.source_name != earlier.source_name
        and (
            earlier.article_time < later.article_time
            or (earlier.article_time = later.article_time and earlier.document_id < later.document_id)
        )
        and {{ is_within_seconds(
            'later.article_time', 'earlier.article_time', syndication_day_count() ~ ' * 86400'
        ) }}
),

counted as (
    select
        *,
        shingles.shingle_count,
        shingles.shared_shingle_count,
        {{ repeated_pct('shingles.shared_shingle_count', 'shingles.shingle_count') }} as repeated_pct
    from compared
),

final as (
    select
        article_id,
        document_id,
        repeated_article_id,
        repeated_document_id,
        source_name,
        repeated_source_name,
        headline,
        repeated_headline,
        date_day,
        published_at,
        repeated_published_at,
        delay_seconds,
        shingle_count,
        shared_shingle_count,
        repeated_pct
    from counted
    where repeated_pct >= {{ min_repeated_pct() }}
)

select * from final
