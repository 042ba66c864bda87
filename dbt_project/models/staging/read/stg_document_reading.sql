{#-
    The only place where a document is read, and where texts travel to the functions that read them. It lasts as
    long as the build: what is kept of it stands in the tables that are made from it.
-#}
{{ config(materialized='table', database=transient_database()) }}

with document as (
    select * from {{ source('raw', 'document') }}
    where {{ rows_where(source('raw', 'document'), is_to_be_read()) }}
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
