{#-
    A seed is loaded when its file, or what its columns are declared to be, has changed: the table's comment says what
    it was loaded from. All else is dbt's own. The mark goes first and comes last, so that a table that is loaded by
    half has none.
-#}
{% materialization seed, adapter='duckdb' %}
    {%- set relation = adapter.get_relation(database, schema, model['alias']) -%}
    {%- set checksum = model['checksum'] -%}
    {%- set column_types = tojson(config.get('column_types') or {}, sort_keys=true) -%}
    {%- set content = 'sha256 ' ~ checksum['checksum'] ~ ', types ' ~ local_md5(column_types) -%}
    {%- set is_marked = checksum['name'] == 'sha256' and comment_on(relation) == content -%}
    {%- if is_marked and not should_full_refresh() -%}
        {#- dbt looks for the rows that a seed has loaded: none. -#}
        {%- do store_result('agate_table', response='OK') -%}
        {%- call noop_statement('main', 'UNCHANGED', 'UNCHANGED', 0) -%}{%- endcall -%}
        {{ return({'relations': [relation]}) }}
    {%- endif -%}
    {%- if relation -%}
        {%- do run_query("comment on table " ~ relation ~ " is null") -%}
    {%- endif -%}
    {%- set answer = materialization_seed_default() -%}
    {%- do run_query("comment on table " ~ this ~ " is '" ~ content ~ "'") -%}
    {{ return(answer) }}
{% endmaterialization %}

{#- The comment on a table; none where there is no table. -#}
{% macro comment_on(relation) -%}
    {%- if not relation -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set comment -%}
        select comment
        from duckdb_tables()
        where
            database_name = '{{ relation.database }}'
            and schema_name = '{{ relation.schema }}'
            and table_name = '{{ relation.identifier }}'
    {%- endset -%}
    {{ return(run_query(comment).columns[0].values()[0]) }}
{%- endmacro %}
