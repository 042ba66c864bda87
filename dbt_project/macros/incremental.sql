{#-
    An incremental model holds the rows of the documents of accepted loads. A build first deletes what a
    refused or an unfinished build left, then adds the documents of the pending loads: whatever was killed
    and wherever, running it again gives the same table.
-#}

{% macro delete_rows_of(key, model_name, condition='true') -%}
    {%- if is_incremental() -%}
        delete from {{ this }}
        where {{ key }} in (select {{ key }} from {{ ref(model_name) }} where {{ condition }})
    {%- endif -%}
{%- endmacro %}

{% macro delete_rows_not_in(key, model_name) -%}
    {%- if is_incremental() -%}
        delete from {{ this }} where {{ key }} not in (select {{ key }} from {{ ref(model_name) }})
    {%- endif -%}
{%- endmacro %}

{% macro is_pending(document_id='document_id') -%}
    {%- if is_incremental() -%}
        {{ document_id }} in (select document_id from {{ ref('stg_pending_document') }} where not is_refused)
    {%- else -%}
        {{ document_id }} not in (select document_id from {{ ref('stg_pending_document') }} where is_refused)
    {%- endif -%}
{%- endmacro %}

{#- The name of a model's table as an earlier build left it, without a reference; empty where none did. -#}
{% macro table_left_by_earlier_build(model_name) -%}
    {%- if execute -%}
        {{ adapter.get_relation(this.database, this.schema, model_name) or '' }}
    {%- endif -%}
{%- endmacro %}
