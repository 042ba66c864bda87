{#-
    How Spark writes tables: files of Parquet are never changed, and a table is a set of generations of them.

    A build has a number, and what it writes of a table is that generation: the folder _build_no=17. An incremental model
    writes the rows that its query answers, and beside them what is left of the generations that held touched rows;
    those are then no part of the table any more. All else stays as it lies. A table that is made anew is one generation.

    Until the build ends, all that is known to its session alone: include/lake keeps what the table is made of, and
    changes it for all tables at once. So a build that dies, wherever, has changed nothing.

    A query that names a part of itself twice has Spark make that part twice, and each of its own parts as often again.
    So what a query names more than once is made once, as a table that lasts as long as its model is built.

    Generations of like size are put together, four at a time, up to a size from which on they are left alone: so there are
    few of them, a row is written few times, and no touched row has more than that many written beside it.
-#}

{% materialization table, adapter='spark' %}
    {{ return({'relations': [write_generation(this.incorporate(type='table'), sql, none)]}) }}
{% endmaterialization %}

{% materialization incremental, adapter='spark' %}
    {{ return({'relations': [write_generation(
        this.incorporate(type='table'), sql, config.get('meta') if is_incremental() else none
    )]}) }}
{% endmaterialization %}

{#- A view over what a session knows lasts as long as the session, which makes it anew in each build. -#}
{% materialization view, adapter='spark' %}
    {%- set relation = this.incorporate(type='view') -%}
    {%- call statement('main') -%}
        create or replace view {{ relation }} as {{ sql }}
    {%- endcall -%}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}

{#- Write what a query answers; of a table that has no generation yet, or is made anew, nothing is kept. -#}
{% macro write_generation(relation, sql, meta) -%}
    {%- set answered = 'answered_by_' ~ relation.identifier -%}
    {%- set kept = [] -%}
    {%- set query = _keep_parts(sql, relation.identifier, kept) -%}
    {%- do run_query("create or replace temporary view " ~ answered ~ " as " ~ query) -%}
    {%- set columns = _columns_of(answered) -%}
    {%- set is_there = adapter.get_relation(none, relation.schema, relation.identifier) is not none -%}
    {%- if is_there -%}
        {%- do _add_missing_columns(relation, columns) -%}
    {%- else -%}
        {%- do run_query(_create_table(relation, columns)) -%}
    {%- endif -%}
    {%- set replaced = [] -%}
    {%- if is_there and meta is none -%}
        {%- do replaced.extend(_generations_of(relation).keys()) -%}
    {%- elif is_there -%}
        {%- set replaced = _touched_generations(relation, meta) -%}
        {%- do _fold(replaced, _generations_of(relation)) -%}
    {%- endif -%}
    {%- set casts = [] -%}
    {%- for name, type in columns.items() -%}
        {%- do casts.append('cast(' ~ name ~ ' as ' ~ type ~ ') as ' ~ name) -%}
    {%- endfor -%}
    {%- call statement('main') -%}
        insert into {{ relation }} partition (_build_no = ${pressmark.build_no}) ({{ columns | join(', ') }})
        select {{ casts | join(', ') }}
        from {{ answered }}
        {%- if meta is not none and replaced %}
            union all
            select {{ columns | join(', ') }}
            from {{ relation }} as written
            {{ _touch(meta, 'left anti join') }}
            where _build_no in ({{ replaced | join(', ') }})
        {%- endif -%}
    {%- endcall -%}
    {%- for part in kept -%}
        {%- do run_query("drop table " ~ part) -%}
    {%- endfor -%}
    {%- for build_no in replaced -%}
        {%- do run_query("alter table " ~ relation ~ " drop partition (_build_no = " ~ build_no ~ ")") -%}
    {%- endfor -%}
    {{ return(relation) }}
{%- endmacro %}

{#-
    Keep what a query names more than once, and return the query over what is kept. Parts that only select a table's rows
    are left to the reader of its files, which skips columns that nobody asks for.
-#}
{% macro _keep_parts(sql, identifier, kept) -%}
    {%- set parts = [] -%}
    {%- set rest = _split_parts(sql, parts) -%}
    {%- set written = [] -%}
    {%- for part in parts -%}
        {%- set uses = '\\b(from|join) ' ~ part.name ~ '\\b' -%}
        {%- set named = namespace(count=modules.re.findall(uses, rest) | length) -%}
        {%- for later in parts[loop.index:] -%}
            {%- set named.count = named.count + modules.re.findall(uses, later.body) | length -%}
        {%- endfor -%}
        {%- set is_import = modules.re.fullmatch('\\s*select \\* from [a-z_.]+\\s*', part.body) -%}
        {%- if named.count > 1 and not is_import -%}
            {%- set table = 'parts.' ~ identifier ~ '__' ~ part.name -%}
            {%- set before = 'with ' ~ written | join(', ') if written else '' -%}
            {%- set made = before ~ " select * from (" ~ part.body ~ ")" -%}
            {%- do run_query("create table " ~ table ~ " using parquet as " ~ made) -%}
            {%- do kept.append(table) -%}
            {%- do written.append(part.name ~ ' as (select * from ' ~ table ~ ')') -%}
        {%- else -%}
            {%- do written.append(part.name ~ ' as (' ~ part.body ~ ')') -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(('with ' ~ written | join(', ') if written else '') ~ rest) }}
{%- endmacro %}

{#- Fill a list with a query's common table expressions, those of the outermost level, and return what follows them. -#}
{% macro _split_parts(sql, parts) -%}
    {%- set at = namespace(depth=0, name='', start=0, end=0) -%}
    {%- set tokens = "--[^\n]*|'[^']*'|(?P<name>\\w+) as \\(|\\(|\\)" -%}
    {%- for token in modules.re.finditer(tokens, sql) -%}
        {%- if token.group() == ')' -%}
            {%- set at.depth = at.depth - 1 -%}
            {%- if at.depth == 0 and at.name -%}
                {%- do parts.append({'name': at.name, 'body': sql[at.start:token.start()]}) -%}
                {%- set at.name = '' -%}
                {%- set at.end = token.end() -%}
            {%- endif -%}
        {%- elif token.group().endswith('(') -%}
            {%- if at.depth == 0 and token.group('name') -%}
                {%- set at.name = token.group('name') -%}
                {%- set at.start = token.end() -%}
            {%- endif -%}
            {%- set at.depth = at.depth + 1 -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(sql[at.end:]) }}
{%- endmacro %}

{#- The columns of a query with their types: those that the contract says, where there is one. -#}
{% macro _columns_of(view) -%}
    {%- set answered = {} -%}
    {%- for row in run_query("describe table " ~ view).rows -%}
        {%- do answered.update({row[0]: row[1]}) -%}
    {%- endfor -%}
    {%- if not config.get('contract').enforced -%}
        {{ return(answered) }}
    {%- endif -%}
    {%- set declared = {} -%}
    {%- for column in model.columns.values() -%}
        {%- do declared.update({column.name: spark_type(column.data_type)}) -%}
    {%- endfor -%}
    {%- if answered | sort != declared | sort -%}
        {%- do exceptions.raise_compiler_error(
            "This model has an enforced contract that failed: its columns are " ~ answered | sort | join(', ')
            ~ ", and declared are " ~ declared | sort | join(', ')
        ) -%}
    {%- endif -%}
    {{ return(declared) }}
{%- endmacro %}

{#- What contracts call a type, in the words of Spark. -#}
{% macro spark_type(data_type) -%}
    {%- if data_type.endswith('[]') -%}
        {{ return('array<' ~ spark_type(data_type[:-2]) ~ '>') }}
    {%- endif -%}
    {{ return({
        'varchar': 'string',
        'integer': 'int',
        'timestamp with time zone': 'timestamp',
    }.get(data_type, data_type)) }}
{%- endmacro %}

{% macro _create_table(relation, columns) -%}
    {%- set declared = [] -%}
    {%- for name, type in columns.items() -%}
        {%- do declared.append(name ~ ' ' ~ type) -%}
    {%- endfor -%}
    create table {{ relation }} ({{ declared | join(', ') }}, _build_no bigint)
    using parquet
    partitioned by (_build_no)
    location '${pressmark.tables}/{{ relation.schema }}/{{ relation.identifier }}'
{%- endmacro %}

{#- A version may bring a column: of generations that lack it, it is null. -#}
{% macro _add_missing_columns(relation, columns) -%}
    {%- set written = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
    {%- for name, type in columns.items() if name not in written -%}
        {%- do run_query("alter table " ~ relation ~ " add columns (" ~ name ~ " " ~ type ~ ")") -%}
    {%- endfor -%}
{%- endmacro %}

{#- The generations of a table, and how many rows each has. -#}
{% macro _generations_of(relation) -%}
    {%- set row_counts = {} -%}
    {%- for row in run_query("select _build_no, count(*) from " ~ relation ~ " group by _build_no").rows -%}
        {%- do row_counts.update({row[0] | int: row[1] | int}) -%}
    {%- endfor -%}
    {{ return(row_counts) }}
{%- endmacro %}

{#- The generations that hold a row that is touched by one of the keys. -#}
{% macro _touched_generations(relation, meta) -%}
    {%- set generations = [] -%}
    {%- for key, touched in meta['touched'].items() -%}
        {%- set answer = run_query(
            "select distinct _build_no from " ~ relation ~ " as written"
            ~ _touch(dict(meta, touched={key: touched}), 'left semi join')
        ) -%}
        {%- set found = answer.columns[0].values() | map('int') | reject('in', generations) -%}
        {%- do generations.extend(found | list) -%}
    {%- endfor -%}
    {{ return(generations) }}
{%- endmacro %}

{#- A join with the keys that are touched, of each kind. -#}
{% macro _touch(meta, join) -%}
    {%- for key, touched in meta['touched'].items() %}
        {{ join }} (
            {{ touched_keys(key, touched, without_refused=meta.get('keeps_refused')) }}
        ) as touched_{{ loop.index }} ({{ key }})
            on written.{{ key }} = touched_{{ loop.index }}.{{ key }}
    {%- endfor -%}
{%- endmacro %}

{#-
    Add the generations that are to be put together: four, or more, of which the largest is not four times the
    smallest.
-#}
{% macro _fold(replaced, row_counts) -%}
    {%- set by_size = {} -%}
    {%- set small = row_counts.items() | rejectattr(0, 'in', replaced) | rejectattr(1, 'ge', 1000000) -%}
    {%- for build_no, row_count in small -%}
        {%- set size = namespace(class=0, limit=4) -%}
        {%- for _ in range(10) if row_count >= size.limit -%}
            {%- set size.class = size.class + 1 -%}
            {%- set size.limit = size.limit * 4 -%}
        {%- endfor -%}
        {%- do by_size.setdefault(size.class, []).append(build_no) -%}
    {%- endfor -%}
    {%- for build_nos in by_size.values() if build_nos | length >= 4 -%}
        {%- do replaced.extend(build_nos) -%}
    {%- endfor -%}
{%- endmacro %}
