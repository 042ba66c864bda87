{#-
    How a build costs what its loads bring.

    1.  A build first makes tables of keys: what it is about. They are small and made anew each time.

            stg_pending_load        loads without a verdict
            stg_due_document        their documents, and those that are to be read again, or that must go (is_refused)
            stg_relearnt_document   documents that hold a sentence of which the build learns that it is repeated, or not
            stg_pending_document    both of these
            stg_former_identity     which articles those documents were until now
            stg_touched_article     which articles they are or were; also those that were captured again
            stg_former_day          the days that those articles and their prices counted for until now
            stg_link_candidate      documents whose related cards may lead elsewhere now
            stg_touched_load        loads whose figures change
            int_affected_article    articles whose marts change
            int_affected_source     sources whose marts change
            int_affected_day        days whose marts change
            int_affected_attention  days and assets of which what is usual changes
            int_affected_story_day  days whose articles are compared with others anew
            int_affected_story_article  articles that may be of another story
            int_affected_story      stories that change, come or go

    2.  Every incremental model names the tables of keys that say which of its rows are written anew, by the column
        that holds the key (which is called otherwise in the other table where a dot says so):

            meta={'touched': {'article_id': 'stg_touched_article', 'document_id': 'stg_pending_document'}}

        Keys on the left, the models that are written by them on the right; a table of keys stands below what it is
        made of:

            raw.load, raw.document, raw.landing_event, raw.reprocess_request      quality.load_verdict
              │                                                                   quality.set_aside_document
              ▼
            stg_pending_load
              │
              ▼
            stg_due_document ─────────▶ stg_parsed_document, stg_article_identity, stg_related_card,
              │                         stg_provisional_entity, stg_document_sentence
              ├─▶ stg_former_identity
              ▼
            stg_relearnt_document
              │
              ▼
            stg_pending_document ─────▶ article_segment, mention, rejected_mention, post
              │
              ▼
            stg_touched_article ──────▶ article, price_snapshot (and by stg_pending_document), article_period,
              │                         int_text_fingerprint
              │
              ├─▶ stg_link_candidate ─▶ related_link
              │     │
              │     ▼
              ├─▶ int_affected_article ▶ article_overview, price_history, related_link_graph, headline_revision,
              │                         person_organisation, syndication
              │
              ├─▶ int_affected_source ▶ source_timing
              │
              └─▶ stg_former_day
                    │
                    ▼
                  int_affected_day ───▶ int_asset_day, asset_daily, asset_hourly, source_daily,
                    │                   publication_calendar, entity_cooccurrence
                    ▼
                  int_affected_attention ▶ asset_attention
                  (and of int_asset_day)

            int_affected_day
              │
              ▼
            int_affected_story_day ───▶ int_story_link
              │
              ▼
            int_affected_story_article ▶ int_story_member (and by int_affected_story_day)
            (and of int_story_link)
              │
              ▼
            int_affected_story ───────▶ story_article, story
            (and of int_story_member)

            stg_touched_load ─────────▶ metric_load, metric_daily
            (of stg_pending_load and stg_pending_document)

    3.  The model's query answers the rows of what is touched, `where {{ is_touched(...) }}`, or `is_due()`,
        `is_pending()` or `is_measured(...)`, which are the same for documents and loads without those that are refused.
        What texts say comes from stg_document_reading, which reads each document that is due, once, and
        stg_relearnt_reading, which reads the others that are pending; both are gone after the build. stg_told_document
        puts them together, without what sources repeat. Where a row is touched and its document is not read, article
        and related_link take the text from the row that they hold. The strategy `replace_touched`, below, then
        replaces the rows, in one transaction:

            delete from model where key in touched;
            note the keys in staging.unpublished_key, for publication to replace the same rows;
            insert into model what the query answers;

        Deletes come first, so a build that runs again comes to the same table.

    What is touched stays so until its load is accepted: whatever was killed, and wherever, the next build touches
    the same rows again. What is refused stays touched for as long as it is refused: its rows are deleted, and not
    answered again. stg_article_identity alone keeps the rows of refused documents (`keeps_refused`), because their
    articles have other revisions, which are ranked anew.

    What a row was before it was rewritten (another article, another day) is known only before that; so
    stg_former_identity and stg_former_day read the tables that earlier builds left, by name, and remember it as long
    as the row is touched.

    Without a table, or with --full-refresh, nothing is deleted and the query answers everything. The result is the
    same; but no gate has looked at it, so refuse_unjudged_refresh() leaves that to `make rebuild`.
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
    {{ _is_accepted_in('stg_pending_document', document_id, is_whole=not is_incremental()) }}
{%- endmacro %}

{#- The same of what no learning changes: whether a row comes from a document that is due. -#}
{% macro is_due(document_id='document_id') -%}
    {{ _is_accepted_in('stg_due_document', document_id, is_whole=not is_incremental()) }}
{%- endmacro %}

{#- Whether a document is to be read. -#}
{% macro is_to_be_read(document_id='document_id') -%}
    {{ _is_accepted_in('stg_due_document', document_id, is_whole=reads_everything()) }}
{%- endmacro %}

{% macro _is_accepted_in(model_name, document_id, is_whole) -%}
    {%- if is_whole -%}
        {{ document_id }} not in (select document_id from {{ ref(model_name) }} where is_refused)
    {%- else -%}
        {{ document_id }} in (select document_id from {{ ref(model_name) }} where not is_refused)
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

{#- The database for what lasts as long as one build: a file of its own, which the warehouse never holds. -#}
{% macro transient_database() -%}
    {{ return('transient') }}
{%- endmacro %}
