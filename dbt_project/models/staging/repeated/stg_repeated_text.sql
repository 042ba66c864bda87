{{ config(materialized='table') }}

{%- set place = sort_key(['counted.document_id', 'counted.char_start']) %}

with repeated_key as (
    select * from {{ ref('stg_repeated_key') }}
),

document_sentence as (
    select * from {{ ref('stg_document_sentence') }}
),

reviewed_text as (
    select * from {{ ref('stg_reviewed_text') }}
),

sentence as (
    select
        document_sentence.document_id,
        document_sentence.article_id,
        document_sentence.headline_key,
        document_sentence.source_key,
        document_sentence.published_on,
        {{ unnest_structs('document_sentence.sentences') }}
    from document_sentence
    where document_sentence.source_key in (select repeated_key.source_key from repeated_key)
),

counted as (
    select sentence.*
    from sentence
    inner join repeated_key
        on sentence.source_key = repeated_key.source_key and sentence.sentence_key = repeated_key.sentence_key
),

-- Nearly all sentences stand once: only what may be repeated is looked at closely.
frequent as (
    select
        counted.source_key,
        counted.sentence_key
    from counted
    left join reviewed_text
        on counted.source_key = reviewed_text.source_key and counted.sentence_key = reviewed_text.sentence_key
    group by counted.source_key, counted.sentence_key
    having count(*) >= {{ min_repeated_articles() }} or count(reviewed_text.sentence_key) > 0
),

repeated as (
    select
        counted.source_key,
        counted.sentence_key,
        -- Of what has no day nobody can say how much else the source published meanwhile.
        least(
            count(distinct counted.article_id) filter (where counted.published_on is not null),
            count(distinct counted.headline_key) filter (where counted.published_on is not null)
        ) as article_count,
        count(distinct counted.published_on) as day_count,
        min(counted.published_on) as first_published_on,
        max(counted.published_on) as last_published_on,
        {{ first_value_by('counted.document_id', place) }} as document_id,
        {{ first_value_by('counted.char_start', place) }} as char_start,
        {{ first_value_by('counted.char_end', place) }} as char_end
    from counted
    inner join frequent
        on counted.source_key = frequent.source_key and counted.sentence_key = frequent.sentence_key
    group by counted.source_key, counted.sentence_key
),

source_day as (
    select
        source_key,
        published_on,
        count(distinct article_id) as article_count
    from document_sentence
    where source_key in (select repeated.source_key from repeated)
    group by source_key, published_on
),

-- Of the source's articles between the first and the last that hold it.
source_meanwhile as (
    select
        repeated.source_key,
        repeated.sentence_key,
        sum(source_day.article_count) as article_count
    from repeated
    inner join source_day
        on
            repeated.source_key = source_day.source_key
            and source_day.published_on between repeated.first_published_on and repeated.last_published_on
    group by repeated.source_key, repeated.sentence_key
),

judged as (
    select
        repeated.*,
        source_meanwhile.article_count as source_article_count,
        {{ is_learnt_as_boilerplate(
            'repeated.article_count', 'repeated.day_count', 'source_meanwhile.article_count'
        ) }} as is_learnt,
        reviewed_text.is_boilerplate as is_reviewed_boilerplate,
        reviewed_text.reviewed_by
    from repeated
    left join source_meanwhile
        on
            repeated.source_key = source_meanwhile.source_key
            and repeated.sentence_key = source_meanwhile.sentence_key
    left join reviewed_text
        on
            repeated.source_key = reviewed_text.source_key
            and repeated.sentence_key = reviewed_text.sentence_key
),

final as (
    select
        {{ hash_id(['source_key', 'sentence_key']) }} as repeated_text_id,
        source_key,
        sentence_key,
        document_id,
        char_start,
        char_end,
        article_count,
        day_count,
        cast(source_article_count as bigint) as source_article_count,
        first_published_on,
        last_published_on,
        coalesce(is_reviewed_boilerplate, is_learnt) as is_boilerplate,
        case when is_reviewed_boilerplate is null then 'counts' else reviewed_by end as decided_by
    from judged
    where article_count >= {{ min_repeated_articles() }} or reviewed_by is not null
)

select * from final
