{#-
    The sentences whose counts can have changed: of the documents of this build, those that stood in
    core.repeated_text so far, since these may have lost a document, or their share of a source that has grown, and
    those that somebody decided about. The table is read by name, since a reference would close a circle.
-#}
{{ config(materialized='ephemeral') }}

{%- set written_text = table_left_by_earlier_build('core', 'repeated_text') %}

with due_document as (
    select * from {{ ref('stg_due_document') }}
),

document_sentence as (
    select * from {{ ref('stg_document_sentence') }}
),

reviewed_text as (
    select * from {{ ref('stg_reviewed_text') }}
),

sentence as (
    select
        document_sentence.source_key,
        {{ unnest_structs('document_sentence.sentences') }}
    from document_sentence
    where document_sentence.document_id in (select due_document.document_id from due_document)
),

final as (
    select
        source_key,
        sentence_key
    from sentence
    union
    select
        source_key,
        sentence_key
    from reviewed_text
    {%- if written_text %}
        union
        select
            source_key,
            sentence_key
        from {{ written_text }}
    {%- endif %}
)

select * from final
