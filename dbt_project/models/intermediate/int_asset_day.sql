{#- What is said of assets, by day: counted once, for all marts that show it. -#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'date_day': 'int_affected_day'}}
) }}

with article as (
    select * from {{ ref('article') }}
),

mention as (
    select * from {{ ref('mention') }}
),

dated_article as (
    select
        article_id,
        document_id,
        source_name,
        {{ article_day() }} as date_day
    from article
    where
        is_current
        and {{ is_touched(article_day(), 'int_affected_day.date_day') }}
),

counted as (
    select
        dated_article.date_day,
        mention.entity_id as asset_id,
        count(*) filter (where mention.section = 'headline') as headline_mention_count,
        {{ mention_figures('dated_article') }}
    from mention
    inner join dated_article on mention.document_id = dated_article.document_id
    where mention.entity_type = 'asset' and {{ is_own_mention('mention') }}
    group by dated_article.date_day, mention.entity_id
),

final as (
    select
        date_day,
        asset_id,
        mention_count,
        headline_mention_count,
        article_count,
        source_count,
        {{ share_of_voice_pct('mention_count', 'date_day') }} as share_of_voice_pct,
        rank() over (partition by date_day order by mention_count desc) as mention_rank
    from counted
)

select * from final
