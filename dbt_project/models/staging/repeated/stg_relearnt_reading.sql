{#-
    What the documents say that are read once more, in the shape of stg_document_reading; like it, it is gone after
    the build.
-#}
{{ config(materialized='table', database=transient_database()) }}

with document as (
    select * from {{ source('raw', 'document') }}
    where {{ rows_where(
        source('raw', 'document'),
        "document_id in (select document_id from " ~ ref('stg_relearnt_document') ~ ")"
        ~ " and document_id not in (select document_id from " ~ ref('stg_document_reading') ~ ")"
    ) }}
),

reading as (
    select
        document_id,
        load_id,
        read_document(raw_text, format, title, page_marks) as reading
    from document
),

final as (
    select
        document_id,
        load_id,
        {{ struct_columns('reading') }}
    from reading
)

select * from final
