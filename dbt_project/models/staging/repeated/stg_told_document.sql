{#- What a document says, without what its source repeats: the last word of staging about a text. -#}
{{ config(materialized='ephemeral') }}

with document_reading as (
    select * from {{ ref('stg_document_reading') }}
),

relearnt_reading as (
    select * from {{ ref('stg_relearnt_reading') }}
),

told_text as (
    select * from {{ ref('stg_told_text') }}
),

reading as (
    select * from document_reading
    union all
    select * from relearnt_reading
),

final as (
    select
        reading.document_id,
        reading.teaser,
        reading.disclaimer,
        reading.mentions,
        reading.rejected_mentions,
        coalesce(told_text.segments, reading.segments) as segments,
        {{ other_if_there('told_text', 'reading', 'body_text') }},
        {{ other_if_there('told_text', 'reading', 'body_text_char_start') }},
        {{ other_if_there('told_text', 'reading', 'body_text_char_end') }},
        {{ other_if_there('told_text', 'reading', 'word_count') }}
    from reading
    left join told_text on reading.document_id = told_text.document_id
)

select * from final
