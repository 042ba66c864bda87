{#-
    Which articles are like which earlier ones: the cosine of the words and names that they begin with, those that few
    name weighing more. How many do is counted among the articles of the day and of the days before, in which an earlier
    article may lie, so a day's links depend on these days alone. What many name is in no pair: with it, every article
    would be compared with every other.

    Articles of one source are not compared: what a source writes twice is a rubric, or the next piece of news.
-#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'date_day': 'int_affected_story_day'}}
) }}

{%- set headline_weight = 10 %}
{%- set entity_weight = 4 %}
{%- set body_weight = 5 %}
{%- set body_word_count = 100 %}
{%- set body_char_count = 1200 %}
{%- set sentence_count = 5 %}

with article as (
    select * from {{ ref('article') }}
),

mention as (
    select * from {{ ref('mention') }}
),

dated_article as (
    select
        document_id,
        {{ source_label('source_name') }} as source_name,
        {{ article_day() }} as date_day,
        {{ article_time() }} as article_time
    from article
    where is_current and published_at is not null
),

written_day as (
    select distinct date_day
    from dated_article
    where {{ is_touched('date_day', 'int_affected_story_day') }}
),

day_before as (
    select {{ integers_from_to(0, story_day_count()) }} as day_count
),

window_day as (
    select
        written_day.date_day,
        {{ add_days('written_day.date_day', '-day_before.day_count') }} as window_day
    from written_day
    cross join day_before
),

window_article as (
    select
        window_day.date_day,
        dated_article.document_id,
        dated_article.source_name
    from window_day
    inner join dated_article on window_day.window_day = dated_article.date_day
),

compared_article as (  -- numbered in the order of ids: pairs of numbers take a tenth of what pairs of ids do
    select
        document_id,
        row_number() over (order by document_id) as document_no
    from window_article
    group by document_id
),

compared_text as (
    select
        document_id,
        headline,
        body_text
    from {{ ref('article') }}
    where {{ rows_where(
        ref('article'), 'document_id in (select compared_article.document_id from compared_article)'
    ) }}
),

occurrence as (
    select
        document_id,
        {{ unnest_values(first_words('headline', body_word_count, body_char_count)) }} as feature,
        {{ headline_weight }} as weight
    from compared_text

    union all

    select
        document_id,
        {{ unnest_values(first_words('body_text', body_word_count, body_char_count)) }} as feature,
        {{ body_weight }} as weight
    from compared_text

    union all

    select
        document_id,
        entity_id as feature,
        {{ entity_weight }} as weight
    from mention
    where
        document_id in (select compared_article.document_id from compared_article)
        and {{ is_own_mention('mention') }}
        and (section = 'headline' or sentence_no <= {{ sentence_count }})
),

feature as (
    select
        document_id,
        feature,
        max(weight) as weight
    from occurrence
    where feature != ''
    group by document_id, feature
),

article_count as (
    select
        date_day,
        count(*) as article_count
    from window_article
    group by date_day
),

window_feature as (
    select
        window_article.date_day,
        window_article.document_id,
        window_article.source_name,
        feature.feature,
        feature.weight
    from window_article
    inner join feature on window_article.document_id = feature.document_id
),

counted_feature as (
    select
        date_day,
        feature,
        count(*) as naming_article_count,
        min(source_name) != max(source_name) as is_of_several_sources
    from window_feature
    group by date_day, feature
),

weighed as (
    select
        window_feature.date_day,
        window_feature.document_id,
        window_feature.feature,
        counted_feature.is_of_several_sources,
        {{ feature_weight(
            'window_feature.weight',
            'counted_feature.naming_article_count',
            'article_count.article_count'
        ) }} as weight
    from window_feature
    inner join counted_feature
        on
            window_feature.date_day = counted_feature.date_day
            and window_feature.feature = counted_feature.feature
    inner join article_count on window_feature.date_day = article_count.date_day
),

measured as (
    select
        weighed.date_day,
        weighed.document_id,
        compared_article.document_no,
        sqrt(cast(sum(weighed.weight * weighed.weight) as double)) as length
    from weighed
    inner join compared_article on weighed.document_id = compared_article.document_id
    where weighed.weight > 0
    group by weighed.date_day, weighed.document_id, compared_article.document_no
),

telling as (
    select
        weighed.date_day,
        compared_article.document_no,
        weighed.feature,
        weighed.weight,
        dated_article.date_day as article_day,
        dated_article.source_name,
        dated_article.article_time
    from weighed
    inner join dated_article on weighed.document_id = dated_article.document_id
    inner join compared_article on weighed.document_id = compared_article.document_id
    where weighed.weight > 0 and weighed.is_of_several_sources
),

compared as (
    select
        later.date_day,
        later.document_no,
        earlier.document_no as earlier_document_no,
        any_value({{ seconds_between('earlier.article_time', 'later.article_time') }}) as delay_seconds,
        cast(sum(later.weight * earlier.weight) as double) as product
    from telling as later
    inner join telling as earlier
        on
            later.date_day = earlier.date_day
            and later.feature = earlier.feature
            and later.source_name != earlier.source_name
    where
        later.article_day = later.date_day
        and (
            earlier.article_time < later.article_time
            or (earlier.article_time = later.article_time and earlier.document_no < later.document_no)
        )
        and {{ is_within_seconds(
            'later.article_time', 'earlier.article_time', story_day_count() ~ ' * 86400'
        ) }}
    group by later.date_day, later.document_no, earlier.document_no
),

told as (
    select
        compared.date_day,
        later.document_id,
        earlier.document_id as earlier_document_id,
        {{ story_similarity(
            'compared.product',
            'later.length',
            'earlier.length',
            'compared.delay_seconds'
        ) }} as similarity
    from compared
    inner join measured as later
        on compared.date_day = later.date_day and compared.document_no = later.document_no
    inner join measured as earlier
        on compared.date_day = earlier.date_day and compared.earlier_document_no = earlier.document_no
),

final as (
    select * from told
    where similarity >= {{ min_story_similarity() }}
)

select * from final
