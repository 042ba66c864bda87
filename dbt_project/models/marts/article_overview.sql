{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'article_id': 'int_affected_article'}}
) }}

with article as (
    select * from {{ ref('article') }}
    where {{ is_touched('article_id', 'int_affected_article') }}
),

mention as (
    select * from {{ ref('mention') }}
    where document_id in (select article.document_id from article)
),

entity as (
    select * from {{ ref('entity') }}
),

related_link as (
    select * from {{ ref('related_link') }}
    where document_id in (select article.document_id from article)
),

price_snapshot as (
    select * from {{ ref('price_snapshot') }}
    where document_id in (select article.document_id from article)
),

article_segment as (
    select * from {{ ref('article_segment') }}
    where document_id in (select article.document_id from article)
),

own_mention as (
    select
        mention.document_id,
        mention.entity_type,
        entity.slug,
        count(*) as mention_count,
        min(mention.char_start) as first_char_start
    from mention
    inner join entity on mention.entity_id = entity.entity_id
    where {{ is_own_mention('mention') }}
    group by mention.document_id, mention.entity_type, entity.slug
),

mentioned as (
    select
        document_id,
        sum(mention_count) as mention_count,
        {{ slugs_by_count('asset') }} as asset_slugs,
        {{ slugs_by_count('organisation') }} as organisation_slugs,
        {{ slugs_by_count('person') }} as person_slugs
    from own_mention
    group by document_id
),

linked as (
    select
        document_id,
        count(*) as related_link_count,
        count(linked_article_id) as resolved_link_count
    from related_link
    group by document_id
),

priced as (
    select
        document_id,
        count(*) as price_snapshot_count
    from price_snapshot
    group by document_id
),

segmented as (
    select
        document_id,
        cast(
            100e0 * sum(char_end - char_start) filter (where kind = 'unclassified')
            / sum(char_end - char_start)
            as decimal(9, 4)
        ) as unclassified_pct
    from article_segment
    group by document_id
),

revised as (
    select
        article_id,
        count(*) as revision_count
    from article
    group by article_id
),

final as (
    select
        article.article_id,
        article.document_id,
        article.headline,
        {{ source_label('article.source_name') }} as source_name,
        article.author,
        article.canonical_url,
        article.layout,
        article.language,
        article.published_at,
        article.published_at_precision,
        {{ article_day() }} as date_day,
        article.word_count,
        article.is_truncated,
        article.revision_no,
        cast(revised.revision_count as integer) as revision_count,
        cast(coalesce(mentioned.mention_count, 0) as bigint) as mention_count,
        coalesce(mentioned.asset_slugs, {{ empty_list() }}) as asset_slugs,
        coalesce(mentioned.organisation_slugs, {{ empty_list() }}) as organisation_slugs,
        coalesce(mentioned.person_slugs, {{ empty_list() }}) as person_slugs,
        coalesce(linked.related_link_count, 0) as related_link_count,
        coalesce(linked.resolved_link_count, 0) as resolved_link_count,
        coalesce(priced.price_snapshot_count, 0) as price_snapshot_count,
        coalesce(segmented.unclassified_pct, 0) as unclassified_pct,
        article.load_id
    from article
    inner join revised on article.article_id = revised.article_id
    left join mentioned on article.document_id = mentioned.document_id
    left join linked on article.document_id = linked.document_id
    left join priced on article.document_id = priced.document_id
    left join segmented on article.document_id = segmented.document_id
    where article.is_current
)

select * from final
