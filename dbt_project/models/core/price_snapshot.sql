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
        {{ exact_decimal('widget.price', 38, 18) }} as exact_price,
        {{ exact_decimal('widget.change_pct', 18, 6) }} as exact_change_pct,
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
        case when identified.exact_price > 0 then identified.exact_price end as price,
        identified.price_raw,
        identified.currency,
        case when identified.exact_change_pct >= -100 then identified.exact_change_pct end as change_pct,
        identified.change_raw,
        identified.change_raw_char_start,
        identified.change_raw_char_end,
        cast(null as {{ dbt.type_string() }}) as change_window,
        -- A time that is ahead of the landing says nothing about when the page was captured.
        greatest(
            {{ not_after('article.newest_card_published_at', 'article.landed_at') }},
            {{ not_after('article.published_at', 'article.landed_at') }}
        ) as as_of_min,
        article.landed_at as as_of_max,
        spoken_of.entity_id is not null as is_asset_in_body,
        identified.price_raw_char_start as char_start,
        identified.price_raw_char_end as char_end,
        {{ names_of_true({
            'price': 'identified.price is not null and coalesce(identified.exact_price <= 0, true)',
            'change_pct':
                'identified.change_pct is not null and coalesce(identified.exact_change_pct < -100, true)',
        }) }} as impossible_values
    from identified
    inner join article on identified.document_id = article.document_id
    left join spoken_of
        on identified.document_id = spoken_of.document_id and identified.asset_id = spoken_of.entity_id
)

select * from final
