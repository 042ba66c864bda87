{#- What is left of a body without what its source repeats; gone after the build. -#}
{{ config(materialized='table', database=transient_database()) }}

with document as (
    select * from {{ source('raw', 'document') }}
    where {{ rows_where(
        source('raw', 'document'),
        "document_id in (select document_id from " ~ ref('stg_document_reading')
        ~ " union all select document_id from " ~ ref('stg_relearnt_reading') ~ ")"
    ) }}
),

document_reading as (
    select * from {{ ref('stg_document_reading') }}
),

relearnt_reading as (
    select * from {{ ref('stg_relearnt_reading') }}
),

document_sentence as (
    select * from {{ ref('stg_document_sentence') }}
),

repeated_text as (
    select * from {{ ref('stg_repeated_text') }}
    where is_boilerplate
),

reading as (
    select * from document_reading
    union all
    select * from relearnt_reading
),

sentence as (
    select
        document_sentence.document_id,
        document_sentence.source_key,
        {{ unnest_structs('document_sentence.sentences') }}
    from document_sentence
    where
        document_sentence.document_id in (select reading.document_id from reading)
        and document_sentence.source_key in (select repeated_text.source_key from repeated_text)
),

repeated as (
    select
        sentence.document_id,
        {{ list_of_spans('sentence.char_start', 'sentence.char_end') }} as spans
    from sentence
    inner join repeated_text
        on
            sentence.source_key = repeated_text.source_key
            and sentence.sentence_key = repeated_text.sentence_key
    group by sentence.document_id
),

told as (
    select
        reading.document_id,
        leave_out_repeated(
            document.raw_text,
            reading.segments,
            reading.body_text_char_start,
            reading.body_text_char_end,
            reading.language,
            repeated.spans
        ) as told
    from repeated
    inner join reading on repeated.document_id = reading.document_id
    inner join document on repeated.document_id = document.document_id
),

final as (
    select
        document_id,
        {{ struct_columns('told') }}
    from told
)

select * from final
