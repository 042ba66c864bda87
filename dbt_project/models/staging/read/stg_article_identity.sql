{#-
    A refused document keeps its row here: its article has other revisions, which must be counted anew
    when it goes.
-#}
-- depends_on: {{ ref('stg_former_identity') }}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_due_document'}, 'keeps_refused': true}
) }}

with document as (
    select * from {{ source('raw', 'document') }}
),

parsed_document as (
    select * from {{ ref('stg_parsed_document') }}
),

captures as (
    select * from {{ ref('stg_capture') }}
),

sources as (
    select * from {{ ref('sources') }}
),

spelling as (
    select * from {{ ref('stg_source_spelling') }}
),

article_document as (
    select
        document.document_id,
        canonical_url(document.url) as canonical_url,
        {{ title_key('coalesce(parsed_document.headline, document.title)') }} as headline_key,
        parsed_document.author,
        parsed_document.layout,
        parsed_document.published_at_local
    from document
    inner join parsed_document on document.document_id = parsed_document.document_id
    where
        {{ is_due('document.document_id') }}
        and parsed_document.not_article_reason is null
),

declared as (
    select
        captures.document_id,
        {{ first_value_by('captures.published_at_raw', 'captures.sort_key') }} as published_at_raw,
        {{ first_value_by('captures.source', 'captures.sort_key') }} as source
    from captures
    inner join article_document on captures.document_id = article_document.document_id
    group by captures.document_id
),

joined as (
    select
        article_document.document_id,
        article_document.canonical_url,
        article_document.headline_key,
        coalesce(
            declared_spelling.slug,
            author_spelling.slug,
            {{ title_key('declared.source') }},
            layout_source.slug,
            host_spelling.slug,
            {{ host_name('article_document.canonical_url') }}
        ) as source_key,
        cast(coalesce(
            article_document.published_at_local,
            parse_timestamp(declared.published_at_raw).local
        ) as date) as published_on
    from article_document
    left join declared on article_document.document_id = declared.document_id
    left join spelling as declared_spelling
        on {{ title_key('declared.source') }} = declared_spelling.spelling_key
    left join spelling as author_spelling
        on {{ title_key('article_document.author') }} = author_spelling.spelling_key
    left join spelling as host_spelling
        on {{ title_key(host_name('article_document.canonical_url')) }} = host_spelling.spelling_key
    left join sources as layout_source on article_document.layout = layout_source.layout
),

final as (
    select
        document_id,
        case
            when canonical_url is not null then {{ hash_id(["'url'", 'canonical_url']) }}
            when headline_key is not null and published_on is not null
                then {{ hash_id(["'headline'", 'source_key', 'headline_key', 'published_on']) }}
            else {{ hash_id(["'document'", 'document_id']) }}
        end as article_id,
        canonical_url,
        headline_key,
        source_key,
        published_on
    from joined
)

select * from final
