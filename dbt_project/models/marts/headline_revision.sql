{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'article_id': 'int_affected_article'}}
) }}

with article as (
    select * from {{ ref('article') }}
    where {{ is_touched('article_id', 'int_affected_article') }}
),

followed as (
    select
        article_id,
        revision_no,
        document_id,
        lag(document_id) over revisions as previous_document_id,
        {{ source_label('source_name') }} as source_name,
        headline,
        lag(headline) over revisions as previous_headline,
        first_captured_at,
        lag(first_captured_at) over revisions as previous_first_captured_at
    from article
    window revisions as (partition by article_id order by revision_no)
),

changed as (
    select
        *,
        {{ words('headline') }} as headline_words,
        {{ words('previous_headline') }} as previous_words
    from followed
    where
        previous_document_id is not null
        and headline is distinct from previous_headline
),

final as (
    select
        article_id,
        revision_no,
        document_id,
        previous_document_id,
        source_name,
        headline,
        previous_headline,
        {{ words_without('headline_words', 'previous_words') }} as added_words,
        {{ words_without('previous_words', 'headline_words') }} as removed_words,
        cast(round({{ seconds_between('previous_first_captured_at', 'first_captured_at') }}) as bigint)
            as seconds_after_previous
    from changed
)

select * from final
