{#-
    A refused document keeps its row here: its article has other revisions, which must be counted anew
    when it goes.
-#}
-- depends_on: {{ ref('stg_former_identity') }}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ delete_rows_of('document_id', 'stg_pending_document', 'not is_refused') }}"
) }}

with document as (
    select * from {{ source('raw', 'document') }}
),

parsed_document as (
    select * from {{ ref('stg_parsed_document') }}
),

joined as (
    select
        document.document_id,
        canonical_url(document.url) as canonical_url,
        {{ title_key('parsed_document.headline') }} as headline_key,
        cast(coalesce(
            parsed_document.published_at_local,
            parse_timestamp(document.published_at_raw).local
        ) as date) as published_on
    from document
    inner join parsed_document on document.document_id = parsed_document.document_id
    where
        {{ is_pending('document.document_id') }}
        and parsed_document.not_article_reason is null
),

final as (
    select
        document_id,
        case
            when canonical_url is not null then {{ hash_id(["'url'", 'canonical_url']) }}
            when headline_key is not null then {{ hash_id(["'headline'", 'headline_key', 'published_on']) }}
            else {{ hash_id(["'document'", 'document_id']) }}
        end as article_id,
        canonical_url,
        headline_key
    from joined
)

select * from final
