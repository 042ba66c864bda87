-- depends_on: {{ ref('stg_pending_document') }}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'article_id': 'stg_touched_article', 'document_id': 'stg_pending_document'}}
) }}

with parsed_document as (
    select * from {{ ref('stg_parsed_document') }}
),

article as (
    select * from {{ ref('article') }}
    where {{ is_touched('article_id', 'stg_touched_article') }}
),

mention as (
    select * from {{ ref('mention') }}
    where document_id in (select article.document_id from article)
),

widget as (
    select
        document_id,
        {{ unnest_structs('price_widgets') }}
    from parsed_document
    where document_id in (select article.document_id from article)
),

identified as (
    select
        widget.*,
        mention.entity_id as asset_id
    from widget
    left join mention
        on
            widget.document_id = mention.document_id
            and widget.asset_name_char_start = mention.char_start
            and mention.section = 'price_widget'
            and mention.entity_type = 'asset'
),

spoken_of as (
    select distinct
        document_id,
        entity_id
    from mention
    where section in ('headline', 'teaser', 'body')
),

final as (
    select
        {{ hash_id(['identified.document_id', 'identified.price_raw_char_start']) }} as price_snapshot_id,
        article.article_id,
        identified.document_id,
        identified.asset_id,
        identified.asset_name,
        identified.asset_name_char_start,
        identified.asset_name_char_end,
        identified.asset_symbol,
        identified.asset_symbol_char_start,
        identified.asset_symbol_char_end,
        {{ exact_decimal('identified.price', 38, 18) }} as price,
        identified.price_raw,
        identified.currency,
        {{ exact_decimal('identified.change_pct', 18, 6) }} as change_pct,
        identified.change_raw,
        identified.change_raw_char_start,
        identified.change_raw_char_end,
        cast(null as varchar) as change_window,
        greatest(article.newest_card_published_at, article.published_at) as as_of_min,
        article.landed_at as as_of_max,
        spoken_of.entity_id is not null as is_asset_in_body,
        identified.price_raw_char_start as char_start,
        identified.price_raw_char_end as char_end
    from identified
    inner join article on identified.document_id = article.document_id
    left join spoken_of
        on identified.document_id = spoken_of.document_id and identified.asset_id = spoken_of.entity_id
)

select * from final
