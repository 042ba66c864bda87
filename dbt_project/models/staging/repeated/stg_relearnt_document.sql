{#-
    Documents that were read before, and hold a sentence about which this build decides otherwise than the last: they
    are read once more, to leave it out, or to have it again. So this table reads core.repeated_text before it is
    rewritten, by name, since a reference would close a circle. Rows stay as long as a load waits that was there when
    they came: after a build that was killed, the next still knows them.
-#}
{{ config(materialized='table') }}

{%- set written_text = table_left_by_earlier_build('core', 'repeated_text') %}
{%- set remembered = table_left_by_earlier_build('staging', 'stg_relearnt_document') %}

with due_document as (
    select * from {{ ref('stg_due_document') }}
),

pending_load as (
    select * from {{ ref('stg_pending_load') }}
),

repeated_text as (
    select * from {{ ref('stg_repeated_text') }}
),

document_sentence as (
    select * from {{ ref('stg_document_sentence') }}
),

decision as (
    select
        source_key,
        sentence_key,
        is_boilerplate as is_boilerplate_now,
        false as was_boilerplate
    from repeated_text
    {%- if written_text %}
        union all
        select
            source_key,
            sentence_key,
            false as is_boilerplate_now,
            is_boilerplate as was_boilerplate
        from {{ written_text }}
    {%- endif %}
),

changed as (
    select
        source_key,
        sentence_key
    from decision
    group by source_key, sentence_key
    having bool_or(is_boilerplate_now) != bool_or(was_boilerplate)
),

sentence as (
    select
        document_sentence.document_id,
        document_sentence.source_key,
        {{ unnest_structs('document_sentence.sentences') }}
    from document_sentence
    where document_sentence.source_key in (select changed.source_key from changed)
),

relearnt as (
    select distinct sentence.document_id
    from sentence
    inner join changed
        on sentence.source_key = changed.source_key and sentence.sentence_key = changed.sentence_key
),

final as (
    select
        relearnt.document_id,
        pending_load.load_id
    from relearnt
    left join pending_load on true
    where relearnt.document_id not in (select due_document.document_id from due_document)
    {%- if remembered %}
        union
        select
            document_id,
            load_id
        from {{ remembered }}
        where
            load_id in (select pending_load.load_id from pending_load)
            and document_id not in (select due_document.document_id from due_document)
    {%- endif %}
)

select * from final
