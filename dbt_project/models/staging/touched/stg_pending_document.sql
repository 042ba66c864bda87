{#- The documents whose rows in core are written anew, or go: what is due, and what is relearnt. -#}
{{ config(materialized='table') }}

with due_document as (
    select * from {{ ref('stg_due_document') }}
),

relearnt_document as (
    select * from {{ ref('stg_relearnt_document') }}
),

final as (
    select
        document_id,
        is_refused
    from due_document
    union
    select
        document_id,
        false as is_refused
    from relearnt_document
)

select * from final
