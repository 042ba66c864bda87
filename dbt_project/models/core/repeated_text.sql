-- depends_on: {{ ref('stg_relearnt_document') }}
{{ config(materialized='table') }}

with repeated_text as (
    select * from {{ ref('stg_repeated_text') }}
),

document as (
    select * from {{ source('raw', 'document') }}
    where {{ rows_where(
        source('raw', 'document'), "document_id in (select document_id from " ~ ref('stg_repeated_text') ~ ")"
    ) }}
),

sources as (
    select * from {{ ref('source') }}
),

final as (
    select
        repeated_text.repeated_text_id,
        repeated_text.source_key,
        sources.source_id,
        repeated_text.sentence_key,
        substring(
            document.raw_text,
            repeated_text.char_start + 1,
            repeated_text.char_end - repeated_text.char_start
        ) as text,
        repeated_text.is_boilerplate,
        repeated_text.decided_by,
        repeated_text.article_count,
        repeated_text.day_count,
        repeated_text.source_article_count,
        repeated_text.first_published_on,
        repeated_text.last_published_on,
        repeated_text.document_id,
        repeated_text.char_start,
        repeated_text.char_end
    from repeated_text
    inner join document on repeated_text.document_id = document.document_id
    left join sources on repeated_text.source_key = sources.slug
)

select * from final
