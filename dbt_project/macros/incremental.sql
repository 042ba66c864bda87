{#-
    How a build costs what its loads bring.

    Staging knows what a build is about before anything is read: the loads that wait (stg_pending_load), their
    documents (stg_pending_document), the articles that these are revisions of (stg_touched_article), and from
    there the days and the loads whose figures change. Every incremental model names one of these tables by the
    key that they share, in its configuration:

        meta={'touched': {'article_id': 'stg_touched_article'}}

    Its query answers the rows of what is touched, `where {{ is_touched(...) }}`; the strategy then replaces them:

        raw.load ──▶ stg_pending_load ──▶ stg_pending_document ──▶ stg_touched_article ──▶ int_affected_day
                                                 │                        │                      │
                                          core.mention, …          core.article, …       marts.asset_daily, …
                                                 │                        │                      │
                                                 └── delete from model where key in touched ─────┘
                                                     insert into model what the query answers

    Both statements are one transaction. What is touched stays so until its load is accepted; so whatever was
    killed, and wherever, the next build touches the same rows again and comes to the same table, and what a
    refused load has written is deleted like everything else that is touched, and not answered again. What a row
    was before it was rewritten (another article, another day) is remembered by stg_former_identity and
    stg_former_day, as long as it is touched.

    Without a table, or with --full-refresh, the query answers everything. The result is the same.
-#}

{#- dbt looks a strategy up by this name: incremental_strategy='replace_touched'. -#}
{% macro get_incremental_replace_touched_sql(arg_dict) -%}
    {%- set target = arg_dict['target_relation'] -%}
    {%- set columns = get_quoted_csv(arg_dict['dest_columns'] | map(attribute='name')) -%}
    {%- set meta = config.get('meta') -%}
    {%- for key, touched in meta['touched'].items() %}
        delete from {{ target }}
        where {{ key }} in ({{ touched_keys(key, touched, without_refused=meta.get('keeps_refused')) }});
    {%- endfor %}
    {%- if target.schema in ['core', 'marts', 'quality'] %}
        {{ note_unpublished(target, meta['touched']) }}
    {%- endif %}
    insert into {{ target }} ({{ columns }})
    select {{ columns }} from {{ arg_dict['temp_relation'] }}
{%- endmacro %}

{#-
    Publication does to the published file what a build has done to the warehouse; so a build notes, together with
    its change, what it has rewritten. A row without a key says that it went over the table.
-#}
{% macro note_unpublished(target, touched_by_key) -%}
    {%- set notes = target.incorporate(path={'schema': 'staging', 'identifier': 'unpublished_key'}) -%}
    {%- set publications = target.incorporate(path={'schema': 'quality', 'identifier': 'publication'}) -%}
    {%- for key, touched in touched_by_key.items() %}
        insert into {{ notes }} (publication_no, table_name, key_name, key_value)
        select
            (select coalesce(max(publication_no), 0) + 1 from {{ publications }}),
            '{{ target.schema }}.{{ target.identifier }}',
            '{{ key }}',
            noted.key_value
        from (
            select cast(keys.key_value as varchar) as key_value
            from ({{ touched_keys(key, touched) }}) as keys (key_value)
            union
            select null
        ) as noted;
    {%- endfor %}
{%- endmacro %}

{#- The keys in a table of what is touched; the column is named like the key, or after a dot. -#}
{% macro touched_keys(key, touched, without_refused=false) -%}
    {%- set model_name, _, column = touched.partition('.') -%}
    select touched.{{ column or key.split('.')[-1] }} from {{ ref(model_name) }} as touched
    {%- if without_refused %} where not touched.is_refused {%- endif -%}
{%- endmacro %}

{#- Whether a row is to be written: it is touched, or everything is written. -#}
{% macro is_touched(key, touched) -%}
    {#- Made in any case: dbt learns here what a model depends on. -#}
    {%- set keys = touched_keys(key, touched) -%}
    {%- if is_incremental() -%}
        {{ key }} in ({{ keys }})
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{#- Whether a row comes from a document that waits and is not refused, or a table is written whole. -#}
{% macro is_pending(document_id='document_id') -%}
    {{ _is_pending(document_id, is_whole=not is_incremental()) }}
{%- endmacro %}

{#- Whether a document is to be read. -#}
{% macro is_to_be_read(document_id='document_id') -%}
    {{ _is_pending(document_id, is_whole=reads_everything()) }}
{%- endmacro %}

{% macro _is_pending(document_id, is_whole) -%}
    {%- if is_whole -%}
        {{ document_id }} not in (select document_id from {{ ref('stg_pending_document') }} where is_refused)
    {%- else -%}
        {{ document_id }} in (select document_id from {{ ref('stg_pending_document') }} where not is_refused)
    {%- endif -%}
{%- endmacro %}

{#-
    Whether all documents are read: everything is made anew, or a table is missing that is made of readings, as
    when a version brings a new one.
-#}
{% macro reads_everything() -%}
    {%- if not execute -%}
        {{ return(false) }}
    {%- elif flags.FULL_REFRESH -%}
        {{ return(true) }}
    {%- endif -%}
    {%- set readers = [model.unique_id] -%}
    {%- for node in graph.nodes.values() if node.config.materialized == 'ephemeral' -%}
        {%- if model.unique_id in node.depends_on.nodes -%}
            {%- do readers.append(node.unique_id) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for node in graph.nodes.values() if node.config.materialized == 'incremental' -%}
        {%- if node.depends_on.nodes | select('in', readers) | list -%}
            {%- if not adapter.get_relation(node.database, node.schema, node.alias) -%}
                {{ return(true) }}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(false) }}
{%- endmacro %}

{#- Whether a load is to be measured: a build read documents of it, and it is not refused. -#}
{% macro is_measured(load_id) -%}
    {%- if is_incremental() -%}
        {{ load_id }} in (select load_id from {{ ref('stg_touched_load') }} where not is_refused)
    {%- else -%}
        {{ load_id }} not in (select load_id from {{ ref('stg_touched_load') }} where is_refused)
    {%- endif -%}
{%- endmacro %}

{#- The name of a model's table as an earlier build left it, without a reference; empty where none did. -#}
{% macro table_left_by_earlier_build(schema, model_name) -%}
    {%- if execute -%}
        {{ adapter.get_relation(this.database, schema, model_name) or '' }}
    {%- endif -%}
{%- endmacro %}
