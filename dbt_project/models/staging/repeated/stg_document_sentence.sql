{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_due_document'}}
) }}

with reading as (
    select * from {{ ref('stg_document_reading') }}
    where {{ is_due() }}
),

article_identity as (
    select * from {{ ref('stg_article_identity') }}
),

final as (
    select
        reading.document_id,
        article_identity.article_id,
        article_identity.headline_key,
        {{ source_label('article_identity.source_key') }} as source_key,
        article_identity.published_on,
        reading.sentences
    from reading
    inner join article_identity on reading.document_id = article_identity.document_id
)

select * from final
