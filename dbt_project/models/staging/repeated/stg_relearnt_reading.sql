{#-
    What the documents say that are read once more, in the shape of stg_document_reading; like it, it is gone after
    the build.
-#}
{{ config(materialized='table', database=transient_database()) }}

with document as (
    select * from {{ source('raw', 'document') }}
),

relearnt_document as (
    select * from {{ ref('stg_relearnt_document') }}
),

document_reading as (
    select * from {{ ref('stg_document_reading') }}
),

reading as (
    select
        document_id,
        load_id,
        read_document(raw_text, format, title, page_marks) as reading
    from document
    where
        document_id in (select relearnt_document.document_id from relearnt_document)
        and document_id not in (select document_reading.document_id from document_reading)
),

final as (
    select
        document_id,
        load_id,
        {{ struct_columns('reading') }}
    from reading
)

select * from final
