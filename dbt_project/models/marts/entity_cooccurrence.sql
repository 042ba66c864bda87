{#-
    An article that names very many entities is a list or a price page: it would bring thousands of pairs, and says
    of none that the two belong together. It is left out of every figure here.
-#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'week_start': 'int_affected_day.week_start'}}
) }}

with article as (
    select * from {{ ref('article') }}
),

mention as (
    select * from {{ ref('mention') }}
),

entity as (
    select * from {{ ref('entity') }}
),

dated_article as (
    select
        document_id,
        {{ week_start(article_day()) }} as week_start
    from article
    where
        is_current
        and {{ is_touched(week_start(article_day()), 'int_affected_day.week_start') }}
),

in_sentence as (
    select distinct
        dated_article.week_start,
        dated_article.document_id,
        mention.sentence_no,
        mention.entity_id
    from mention
    inner join dated_article on mention.document_id = dated_article.document_id
    where {{ is_own_mention('mention') }}
),

in_any_article as (
    select distinct
        week_start,
        document_id,
        entity_id
    from in_sentence
),

listing_article as (
    select document_id
    from in_any_article
    group by document_id
    having count(*) > {{ max_paired_entities() }}
),

in_article as (
    select in_any_article.*
    from in_any_article
    left join listing_article on in_any_article.document_id = listing_article.document_id
    where listing_article.document_id is null
),

by_week as (
    select
        dated_article.week_start,
        count(*) as week_article_count
    from dated_article
    left join listing_article on dated_article.document_id = listing_article.document_id
    where listing_article.document_id is null
    group by dated_article.week_start
),

by_entity as (
    select
        week_start,
        entity_id,
        count(*) as article_count
    from in_article
    group by week_start, entity_id
),

article_pair as (
    select
        one.week_start,
        one.entity_id as entity_id_a,
        other.entity_id as entity_id_b,
        count(*) as article_count
    from in_article as one
    inner join in_article as other
        on one.document_id = other.document_id and one.entity_id < other.entity_id
    group by one.week_start, one.entity_id, other.entity_id
),

sentence_pair as (
    select
        one.week_start,
        one.entity_id as entity_id_a,
        other.entity_id as entity_id_b,
        count(*) as sentence_count
    from in_sentence as one
    inner join in_sentence as other
        on
            one.document_id = other.document_id
            and one.sentence_no = other.sentence_no
            and one.entity_id < other.entity_id
    left join listing_article on one.document_id = listing_article.document_id
    where listing_article.document_id is null
    group by one.week_start, one.entity_id, other.entity_id
),

pair as (
    select
        article_pair.*,
        coalesce(sentence_pair.sentence_count, 0) as sentence_count
    from article_pair
    left join sentence_pair
        on
            article_pair.week_start = sentence_pair.week_start
            and article_pair.entity_id_a = sentence_pair.entity_id_a
            and article_pair.entity_id_b = sentence_pair.entity_id_b
    where article_pair.article_count > 1 or sentence_pair.sentence_count > 0
),

final as (
    select
        pair.week_start,
        pair.entity_id_a,
        pair.entity_id_b,
        entity_a.slug as slug_a,
        entity_b.slug as slug_b,
        entity_a.entity_type as entity_type_a,
        entity_b.entity_type as entity_type_b,
        pair.sentence_count,
        pair.article_count,
        of_a.article_count as article_count_a,
        of_b.article_count as article_count_b,
        by_week.week_article_count,
        {{ lift(
            'pair.article_count',
            'of_a.article_count',
            'of_b.article_count',
            'by_week.week_article_count'
        ) }} as lift_by_articles
    from pair
    inner join by_week on pair.week_start = by_week.week_start
    inner join by_entity as of_a
        on pair.week_start = of_a.week_start and pair.entity_id_a = of_a.entity_id
    inner join by_entity as of_b
        on pair.week_start = of_b.week_start and pair.entity_id_b = of_b.entity_id
    inner join entity as entity_a on pair.entity_id_a = entity_a.entity_id
    inner join entity as entity_b on pair.entity_id_b = entity_b.entity_id
)

select * from final
