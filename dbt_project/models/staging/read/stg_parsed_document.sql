{#-
    What a document's article is ranked, dated and named by, also when another revision of it comes later. The
    long texts are kept in core.article, and what there are many of in tables of their own.
-#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_due_document'}}
) }}

with reading as (
    select * from {{ ref('stg_document_reading') }}
    where {{ is_due() }}
),

final as (
    select
        document_id,
        load_id,
        parser_version,
        layout,
        not_article_reason,
        headline,
        headline_char_start,
        headline_char_end,
        teaser_char_start,
        teaser_char_end,
        author,
        author_char_start,
        author_char_end,
        published_at_raw,
        published_at_raw_char_start,
        published_at_raw_char_end,
        published_at_local,
        published_at_precision,
        published_at_utc_offset_minutes,
        reading_minutes,
        reading_time_char_start,
        reading_time_char_end,
        contact_email,
        contact_email_char_start,
        contact_email_char_end,
        disclaimer_char_start,
        disclaimer_char_end,
        tags,
        is_truncated,
        language,
        price_widgets
    from reading
)

select * from final
