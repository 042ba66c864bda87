{#- Figures of a load never change afterwards, so that a build costs what its loads cost. -#}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'load_id': 'stg_touched_load'}}
) }}

{%- set article_shares = {
    'unclassified_article_pct': '10 * unclassified_char_count > char_count',
    'headline_null_pct': 'headline is null',
    'published_at_null_pct': 'published_at is null',
    'author_null_pct': 'author is null',
    'body_text_null_pct': 'body_text is null',
    'language_null_pct': 'language is null',
    'source_name_null_pct': 'source_name is null',
    'price_widget_missing_pct': 'not has_price_widget',
    'related_card_missing_pct': 'not has_related_card',
    'short_text_pct': 'word_count < 50',
    'truncated_pct': 'is_truncated',
} -%}
{%- set layout_dimensions = ['layout', 'source_layout'] -%}
{%- set source_shares = {
    'plain_layout_pct': "layout = 'plain'",
    'old_article_pct': is_older_than_days('published_at', 'landed_at', 7),
} -%}
{%- set mention_kinds = {
    'entity_type': ['asset', 'organisation', 'person'],
    'section': ['headline', 'body'],
} -%}

with load as (
    select * from {{ source('raw', 'load') }}
    where {{ is_measured('load_id') }}
),

landing_event as (
    select * from {{ source('raw', 'landing_event') }}
    where {{ is_measured('load_id') }}
),

article as (
    select * from {{ ref('article') }}
    where {{ is_measured('load_id') }}
),

article_segment as (
    select * from {{ ref('article_segment') }}
    where document_id in (select article.document_id from article)
),

mention as (
    select * from {{ ref('mention') }}
    where document_id in (select article.document_id from article)
),

price_snapshot as (
    select * from {{ ref('price_snapshot') }}
    where document_id in (select article.document_id from article)
),

related_link as (
    select * from {{ ref('related_link') }}
    where document_id in (select article.document_id from article)
),

classified as (
    select
        article.document_id,
        sum(article_segment.char_end - article_segment.char_start) as char_count,
        sum(
            case
                when article_segment.kind = 'unclassified'
                    then article_segment.char_end - article_segment.char_start
            end
        ) as unclassified_char_count
    from article
    inner join article_segment on article.document_id = article_segment.document_id
    group by article.document_id
),

mentioned as (
    select
        article.document_id,
        {%- for column, values in mention_kinds.items() %}
            {%- for value in values %}
                count(*) filter (where mention.{{ column }} = '{{ value }}') as {{ value }}_mention_count,
            {%- endfor %}
        {%- endfor %}
        count(*) as mention_count
    from article
    inner join mention on article.document_id = mention.document_id
    where mention.section in ('headline', 'teaser', 'body') and not mention.is_copy
    group by article.document_id
),

with_price_widget as (
    select distinct article.document_id
    from article
    inner join price_snapshot on article.document_id = price_snapshot.document_id
),

with_related_card as (
    select distinct article.document_id
    from article
    inner join related_link on article.document_id = related_link.document_id
),

measured as (
    select
        article.*,
        'all' as everything,
        {{ source_label('article.source_name') }} as source,
        {{ source_label('article.source_name') }} || ' / ' || article.layout as source_layout,
        coalesce(classified.char_count, 0) as char_count,
        coalesce(classified.unclassified_char_count, 0) as unclassified_char_count,
        coalesce(mentioned.mention_count, 0) as mention_count,
        {%- for column, values in mention_kinds.items() %}
            {%- for value in values %}
                coalesce(mentioned.{{ value }}_mention_count, 0) as {{ value }}_mention_count,
            {%- endfor %}
        {%- endfor %}
        with_price_widget.document_id is not null as has_price_widget,
        with_related_card.document_id is not null as has_related_card
    from article
    left join classified on article.document_id = classified.document_id
    left join mentioned on article.document_id = mentioned.document_id
    left join with_price_widget on article.document_id = with_price_widget.document_id
    left join with_related_card on article.document_id = with_related_card.document_id
),

figure as (
    select
        load_id,
        'freshness_seconds' as metric,
        'source' as dimension,
        source as dimension_value,
        count(*) as sample_count,
        cast(null as bigint) as part_count,
        cast(null as bigint) as whole_count,
        max(published_at) as newest_published_at
    from measured
    where published_at is not null
    group by load_id, source

    union all

    select
        load_id,
        'article_count' as metric,
        'source' as dimension,
        source as dimension_value,
        count(*) as sample_count,
        count(*) as part_count,
        cast(null as bigint) as whole_count,
        cast(null as {{ type_instant() }}) as newest_published_at
    from measured
    group by load_id, source

    union all

    select
        load_id,
        'found_count' as metric,
        'outcome' as dimension,
        outcome as dimension_value,
        count(*) as sample_count,
        count(*) as part_count,
        cast(null as bigint) as whole_count,
        cast(null as {{ type_instant() }}) as newest_published_at
    from landing_event
    group by load_id, outcome

    union all

    select
        load.load_id,
        'quarantined_pct' as metric,
        'reason' as dimension,
        coalesce(landing_event.reason, '(none)') as dimension_value,
        load.found_count as sample_count,
        count(*) as part_count,
        load.found_count as whole_count,
        cast(null as {{ type_instant() }}) as newest_published_at
    from landing_event
    inner join load on landing_event.load_id = load.load_id
    where landing_event.outcome = 'quarantined'
    group by load.load_id, load.found_count, coalesce(landing_event.reason, '(none)')

    union all

    select
        load_id,
        'unmentioned_pct' as metric,
        'everything' as dimension,
        everything as dimension_value,
        count(*) as sample_count,
        count(*) filter (where mention_count = 0) as part_count,
        count(*) as whole_count,
        cast(null as {{ type_instant() }}) as newest_published_at
    from measured
    group by load_id, everything

    union all

    select
        load_id,
        'mentions_per_1000_words' as metric,
        'everything' as dimension,
        everything as dimension_value,
        count(*) as sample_count,
        cast(sum(mention_count) as bigint) as part_count,
        cast(sum(word_count) as bigint) as whole_count,
        cast(null as {{ type_instant() }}) as newest_published_at
    from measured
    group by load_id, everything

    {%- for dimension, values in mention_kinds.items() %}
        {%- for value in values %}

            union all

            select
                load_id,
                'mentions_per_1000_words' as metric,
                '{{ dimension }}' as dimension,
                '{{ value }}' as dimension_value,
                count(*) as sample_count,
                cast(sum({{ value }}_mention_count) as bigint) as part_count,
                cast(sum(word_count) as bigint) as whole_count,
                cast(null as {{ type_instant() }}) as newest_published_at
            from measured
            group by load_id
        {%- endfor %}
    {%- endfor %}

    {%- for dimension in ['source', 'everything'] %}
        {%- for metric, condition in source_shares.items() %}

            union all

            select
                load_id,
                '{{ metric }}' as metric,
                '{{ dimension }}' as dimension,
                {{ dimension }} as dimension_value,
                count(*) as sample_count,
                count(*) filter (where {{ condition }}) as part_count,
                count(*) as whole_count,
                cast(null as {{ type_instant() }}) as newest_published_at
            from measured
            group by load_id, {{ dimension }}
        {%- endfor %}
    {%- endfor %}

    {%- for dimension in layout_dimensions %}

        union all

        select
            load_id,
            'unclassified_pct' as metric,
            '{{ dimension }}' as dimension,
            {{ dimension }} as dimension_value,
            count(*) as sample_count,
            cast(sum(unclassified_char_count) as bigint) as part_count,
            cast(sum(char_count) as bigint) as whole_count,
            cast(null as {{ type_instant() }}) as newest_published_at
        from measured
        group by load_id, {{ dimension }}

        {%- for metric, condition in article_shares.items() %}

            union all

            select
                load_id,
                '{{ metric }}' as metric,
                '{{ dimension }}' as dimension,
                {{ dimension }} as dimension_value,
                count(*) as sample_count,
                count(*) filter (where {{ condition }}) as part_count,
                count(*) as whole_count,
                cast(null as {{ type_instant() }}) as newest_published_at
            from measured
            group by load_id, {{ dimension }}
        {%- endfor %}
    {%- endfor %}
),

final as (
    select
        figure.load_id,
        load.landed_at,
        figure.metric,
        figure.dimension,
        figure.dimension_value,
        figure.sample_count,
        figure.part_count,
        figure.whole_count,
        figure.newest_published_at
    from figure
    inner join load on figure.load_id = load.load_id
)

select * from final
