{#-
    A document that is read again may turn out to be another article; the one that it leaves is then ranked anew,
    and cards that led there are looked at again. So this table reads stg_article_identity before it is rewritten,
    by name, since a reference would close a circle. Rows stay while their document is pending: after a build that
    was killed, the next still knows what the document was.
-#}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    pre_hook="{{ delete_rows_not_in('document_id', 'stg_pending_document') }}"
) }}

{%- set written_identity = table_left_by_earlier_build('stg_article_identity') %}

with pending_document as (
    select * from {{ ref('stg_pending_document') }}
    where not is_refused
),

{% if written_identity -%}
    written_identity as (
        select
            document_id,
            article_id,
            headline_key
        from {{ written_identity }}
    ),
{%- else -%}
    written_identity as (
        select
            document_id,
            cast(null as varchar) as article_id,
            cast(null as varchar) as headline_key
        from pending_document
        where false
    ),
{%- endif %}

final as (
    select written_identity.*
    from written_identity
    inner join pending_document on written_identity.document_id = pending_document.document_id
    {%- if is_incremental() %}
        except
        select * from {{ this }}
    {%- endif %}
)

select * from final
