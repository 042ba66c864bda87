{#- Two names that follow each other in a sentence are read with so many characters around them. -#}
{%- set char_count_around = 100 -%}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'document_id': 'stg_pending_document'}}
) }}

with mention as (
    select * from {{ ref('mention') }}
    where {{ is_pending() }}
),

document as (
    select * from {{ source('raw', 'document') }}
    where {{ rows_where(source('raw', 'document'), is_pending()) }}
),

named as (
    select
        article_id,
        document_id,
        entity_id,
        entity_type,
        char_start,
        char_end,
        lead(entity_id) over sentence as next_entity_id,
        lead(entity_type) over sentence as next_entity_type,
        lead(char_start) over sentence as next_char_start,
        lead(char_end) over sentence as next_char_end
    from mention
    where {{ is_own_mention('mention') }}
    window sentence as (
        partition by document_id, sentence_no
        order by char_start, char_end, entity_id
    )
),

beside as (
    select
        article_id,
        document_id,
        case when entity_type = 'person' then entity_id else next_entity_id end as person_entity_id,
        case when entity_type = 'person' then char_start else next_char_start end as person_char_start,
        case when entity_type = 'person' then char_end else next_char_end end as person_char_end,
        case when entity_type = 'person' then next_entity_id else entity_id end as organisation_entity_id,
        case when entity_type = 'person' then next_entity_type else entity_type end
            as organisation_entity_type,
        case when entity_type = 'person' then next_char_start else char_start end as organisation_char_start,
        case when entity_type = 'person' then next_char_end else char_end end as organisation_char_end,
        greatest(char_start - {{ char_count_around }}, 0) as text_char_start,
        next_char_end + {{ char_count_around }} as text_char_end
    from named
    where
        (entity_type = 'person') != (next_entity_type = 'person')
        and next_char_start between char_end and char_end + {{ char_count_around }}
),

read_beside as (
    select
        beside.*,
        find_post(
            substring(
                document.raw_text,
                beside.text_char_start + 1,
                beside.text_char_end - beside.text_char_start
            ),
            beside.person_char_start - beside.text_char_start,
            beside.person_char_end - beside.text_char_start,
            beside.organisation_char_start - beside.text_char_start,
            beside.organisation_char_end - beside.text_char_start,
            beside.organisation_entity_type
        ) as post
    from beside
    inner join document on beside.document_id = document.document_id
),

final as (
    select
        article_id,
        document_id,
        person_entity_id,
        organisation_entity_id,
        organisation_entity_type,
        post.role,
        post.role_raw,
        post.is_former,
        person_char_start,
        person_char_end,
        organisation_char_start,
        organisation_char_end,
        text_char_start + post.role_raw_char_start as role_raw_char_start,
        text_char_start + post.role_raw_char_end as role_raw_char_end
    from read_beside
    where post is not null
)

select * from final
