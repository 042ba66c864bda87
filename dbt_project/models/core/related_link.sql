{#-
    A card is resolved when its article is here, also when that lands later: cards that resolve to nothing yet,
    or to an article that changed, are looked at again, as they stand here where their page is not read again.
-#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_link_candidate'}}
) }}

{%- set card_columns = [
    'document_id',
    'position',
    'title',
    'title_char_start',
    'title_char_end',
    'excerpt',
    'excerpt_char_start',
    'excerpt_char_end',
    'source_name',
    'source_name_char_start',
    'source_name_char_end',
    'published_at',
    'published_at_raw',
    'published_at_raw_char_start',
    'published_at_raw_char_end',
    'published_at_precision',
    'is_truncated',
    'char_start',
    'char_end',
] %}

with read_card as (
    select * from {{ ref('stg_read_card') }}
),

due_document as (
    select * from {{ ref('stg_due_document') }}
),

article_identity as (
    select * from {{ ref('stg_article_identity') }}
),

article as (
    select * from {{ ref('article') }}
),

spelling as (
    select * from {{ ref('stg_source_spelling') }}
),

source as (
    select * from {{ ref('source') }}
),

shown as (
    select
        {{ card_columns | join(', ') }},
        headline_key
    from read_card
    where
        {{ is_touched('document_id', 'stg_link_candidate') }}
        and document_id not in (
            select due_document.document_id
            from due_document
            where due_document.is_refused
        )
    {%- if is_incremental() %}
        union all
        select
            {{ card_columns | join(', ') }},
            {{ title_key('title') }} as headline_key
        from {{ this }}
        where
            {{ is_touched('document_id', 'stg_link_candidate') }}
            and document_id not in (select due_document.document_id from due_document)
    {%- endif %}
),

card as (
    select
        shown.*,
        {{ hash_id(["'source'", 'spelling.slug']) }} as source_id
    from shown
    left join spelling on {{ title_key('shown.source_name') }} = spelling.spelling_key
),

target as (
    select distinct
        article.article_id,
        article_identity.headline_key,
        article.source_id,
        source.layout is not null as is_repost,
        article.published_at
    from article
    inner join article_identity on article.document_id = article_identity.document_id
    left join source on article.source_id = source.source_id
    where article_identity.headline_key in (select card.headline_key from card)
),

ranked as (
    select
        card.document_id,
        card.position,
        target.article_id,
        row_number() over (
            partition by card.document_id, card.position
            order by
                case when target.source_id = card.source_id then 0 else 1 end,
                {{ distance_seconds('target.published_at', 'card.published_at') }} nulls last,
                target.article_id
        ) as rank_no
    from card
    inner join article_identity on card.document_id = article_identity.document_id
    inner join target
        on
            card.headline_key = target.headline_key
            and article_identity.article_id != target.article_id
            and (card.source_id = target.source_id or target.is_repost)
),

resolved as (
    select
        document_id,
        position,
        article_id as linked_article_id
    from ranked
    where rank_no = 1
),

final as (
    select
        {{ hash_id(['card.document_id', 'card.position']) }} as related_link_id,
        article_identity.article_id,
        card.document_id,
        card.position,
        card.title,
        card.title_char_start,
        card.title_char_end,
        card.excerpt,
        card.excerpt_char_start,
        card.excerpt_char_end,
        card.source_name,
        card.source_name_char_start,
        card.source_name_char_end,
        card.published_at,
        card.published_at_raw,
        card.published_at_raw_char_start,
        card.published_at_raw_char_end,
        case
            when card.published_at is not null then card.published_at_precision
        end as published_at_precision,
        card.is_truncated,
        resolved.linked_article_id,
        card.char_start,
        card.char_end,
        {{ names_of_true({
            'published_at': 'card.published_at_raw is not null and card.published_at is null'
        }) }} as impossible_values
    from card
    inner join article_identity on card.document_id = article_identity.document_id
    left join resolved on card.document_id = resolved.document_id and card.position = resolved.position
)

select * from final
