{#-
    A document that is read again may turn out to be another article; the one that it leaves is then ranked anew,
    and cards that led there are looked at again. So this table reads stg_article_identity before it is rewritten,
    by name, since a reference would close a circle. Rows stay while their document is pending: after a build that
    was killed, the next still knows what the document was.
-#}
{{ config(materialized='table') }}

{%- set written_identity = table_left_by_earlier_build('staging', 'stg_article_identity') %}
{%- set remembered = table_left_by_earlier_build('staging', 'stg_former_identity') %}

with due_document as (
    select * from {{ ref('stg_due_document') }}
    where not is_refused
),

former as (
    select
        document_id,
        cast(null as {{ dbt.type_string() }}) as article_id,
        cast(null as {{ dbt.type_string() }}) as headline_key
    from due_document
    where false
    {%- for earlier in [written_identity, remembered] if earlier %}

        union

        select
            document_id,
            article_id,
            headline_key
        from {{ earlier }}
    {%- endfor %}
),

final as (
    select former.*
    from former
    inner join due_document on former.document_id = due_document.document_id
)

select * from final
