{#- Everything that is DuckDB's own dialect. Another engine is another file of the same macros. -#}

{#- A deterministic id: parts are joined by a character that no part holds. -#}
{% macro hash_id(parts) -%}
    {%- set texts = [] -%}
    {%- for part in parts -%}
        {%- do texts.append("coalesce(cast(" ~ part ~ " as varchar), chr(30))") -%}
    {%- endfor -%}
    md5(concat_ws(chr(31), {{ texts | join(', ') }}))
{%- endmacro %}

{#- The columns of a struct as columns of their own. -#}
{% macro struct_columns(struct) -%}
    unnest({{ struct }})
{%- endmacro %}

{#- One row an item of a list of structs, its fields as columns of their own. -#}
{% macro unnest_structs(list) -%}
    unnest({{ list }}, recursive := true)
{%- endmacro %}

{#- A wall-clock time to an instant: by its own offset, else by the zone assumed of its source. -#}
{% macro to_instant(local_time, utc_offset_minutes, time_zone) -%}
    case
        when {{ utc_offset_minutes }} is not null
            then timezone('UTC', {{ local_time }} - to_minutes({{ utc_offset_minutes }}))
        else timezone({{ time_zone }}, {{ local_time }})
    end
{%- endmacro %}

{#- Titles that differ only in case, white space or punctuation are the same title. -#}
{% macro title_key(title) -%}
    nullif(trim(regexp_replace(lower({{ title }}), '[^\p{L}\p{N}]+', ' ', 'g')), '')
{%- endmacro %}

{#- A value to sort by that is made of several. -#}
{% macro sort_key(parts) -%}
    {%- set fields = [] -%}
    {%- for part in parts -%}
        {%- do fields.append("'part_" ~ loop.index ~ "': " ~ part) -%}
    {%- endfor -%}
    {{ '{' ~ fields | join(', ') ~ '}' }}
{%- endmacro %}

{#- The value that stands first, or last, in the order, nulls left out. -#}
{% macro first_value_by(value, sort_key) -%}
    arg_min({{ value }}, {{ sort_key }}) filter ({{ value }} is not null)
{%- endmacro %}

{% macro last_value_by(value, sort_key) -%}
    arg_max({{ value }}, {{ sort_key }}) filter ({{ value }} is not null)
{%- endmacro %}

{#- Of the rows of a group up to each one's time, the value that stands last in the order. -#}
{% macro newest_by_then(value, group, time, sort_key) -%}
    arg_max({{ value }}, {{ sort_key }}) over (
        partition by {{ group }}
        order by {{ time }}
        range between unbounded preceding and current row
    )
{%- endmacro %}

{#- A number written as text, exact; null where it has more digits than the type holds. -#}
{% macro exact_decimal(text, precision, scale) -%}
    try_cast({{ text }} as decimal({{ precision }}, {{ scale }}))
{%- endmacro %}

{% macro distance_seconds(one, other) -%}
    abs(epoch({{ one }}) - epoch({{ other }}))
{%- endmacro %}

{% macro seconds_between(start, end) -%}
    epoch({{ end }}) - epoch({{ start }})
{%- endmacro %}

{#- The value below which such a share of a group lies; interpolated between two values. -#}
{% macro quantile(value, share) -%}
    quantile_cont({{ value }}, {{ share }})
{%- endmacro %}

{#- The words of a text with their punctuation; of no text, none. -#}
{% macro words(text) -%}
    list_filter(string_split_regex(coalesce({{ text }}, ''), '\s+'), lambda word : word != '')
{%- endmacro %}

{#- The words that are not among the others, in their order. -#}
{% macro words_without(words, others) -%}
    list_filter({{ words }}, lambda word : not list_contains({{ others }}, word))
{%- endmacro %}

{% macro empty_list() -%}
    []
{%- endmacro %}

{#- One row a spelling: of several columns, and of one that holds a list parted by bars. -#}
{% macro unnest_spellings(columns, barred) -%}
    unnest(list_concat([{{ columns | join(', ') }}], string_split(coalesce({{ barred }}, ''), '|')))
{%- endmacro %}

{% macro list_of_field(list, field) -%}
    list_transform({{ list }}, lambda item : item.{{ field }})
{%- endmacro %}

{#-
    Stretches of characters, in order, as a list of structs. Lists are sorted when they are whole, here and below:
    an aggregate with an order of its own keeps kilobytes a group in memory, and cannot spill them.
-#}
{% macro list_of_spans(char_start, char_end) -%}
    list_sort(list({'char_start': {{ char_start }}, 'char_end': {{ char_end }}}))
{%- endmacro %}

{#- The host of a web address, without the www. that says nothing. -#}
{% macro host_name(url) -%}
    nullif(regexp_extract({{ url }}, '^[a-z]+://(?:www\.)?([^/:]+)', 1), '')
{%- endmacro %}

{#- The slugs of one type of entity, the most mentioned first. -#}
{% macro slugs_by_count(entity_type) -%}
    list_transform(
        list_sort(
            list({'order': -mention_count, 'then': first_char_start, 'slug': slug})
                filter (where entity_type = '{{ entity_type }}')
        ),
        lambda item : item.slug
    )
{%- endmacro %}

{#-
    A time of publication that can be true: not before Bitcoin's first block, and not after the landing, but for
    a day: where the zone is assumed, a true time may be ahead by half a day.
-#}
{% macro possible_publication(published_at, landed_at) -%}
    case
        when {{ published_at }} < timestamptz '2009-01-03 00:00:00+00' then null
        when {{ published_at }} > {{ landed_at }} + interval 1 day then null
        else {{ published_at }}
    end
{%- endmacro %}

{#- A time of capture that can be true: not before the publication. Clocks differ by minutes. -#}
{% macro possible_capture(captured_at, published_at) -%}
    case when {{ captured_at }} < {{ published_at }} - interval 20 minute then null else {{ captured_at }} end
{%- endmacro %}

{#- Whether one time is so many days before the other, or more. -#}
{% macro is_older_than_days(time, other, day_count) -%}
    coalesce({{ time }} < {{ other }} - to_days({{ day_count }}), false)
{%- endmacro %}

{#- Whether two values differ; a null is a value like any other. -#}
{% macro differ(one, other) -%}
    {{ one }} is distinct from {{ other }}
{%- endmacro %}

{#- A day so many days after another one, or before it. -#}
{% macro add_days(date_day, day_count) -%}
    {{ date_day }} + {{ day_count }}
{%- endmacro %}

{#- One row a day, the first and the last included; none where one of them is not known. -#}
{% macro days_from_to(first_day, last_day) -%}
    cast(unnest(generate_series({{ first_day }}, {{ last_day }}, interval 1 day)) as date)
{%- endmacro %}

{#- One row a whole number, the first and the last included. -#}
{% macro integers_from_to(first, last) -%}
    cast(unnest(range({{ first }}, {{ last }} + 1)) as integer)
{%- endmacro %}

{#- The first quartile, the median and the third quartile as a list; interpolated between two values. -#}
{% macro quartiles(value) -%}
    quantile_cont(cast({{ value }} as double), [0.25, 0.5, 0.75])
{%- endmacro %}

{% macro median_of(quartiles) -%}
    {{ quartiles }}[2]
{%- endmacro %}

{% macro spread_of(quartiles) -%}
    {{ quartiles }}[3] - {{ quartiles }}[1]
{%- endmacro %}

{#- The names of the conditions that hold, as a list. -#}
{% macro names_of_true(conditions) -%}
    {%- set names = [] -%}
    {%- for name, condition in conditions.items() -%}
        {%- do names.append("case when " ~ condition ~ " then '" ~ name ~ "' end") -%}
    {%- endfor -%}
    list_filter([{{ names | join(', ') }}], lambda name : name is not null)
{%- endmacro %}

{#- The database for what lasts as long as one build: a file of its own, which the warehouse never holds. -#}
{% macro transient_database() -%}
    {{ return('transient') }}
{%- endmacro %}

{#-
    Which rows of a table meet a condition on its keys. Keys are looked up first, then only the rows at their addresses
    are read: else the engine reads all of a wide column to keep a few rows of it.
-#}
{% macro rows_where(relation, condition) -%}
    rowid in (select rowid from {{ relation }} where {{ condition }})
{%- endmacro %}

{#- The first words of a text as keys of titles have them; only so many characters are looked at. -#}
{% macro first_words(text, word_count, char_count) -%}
    list_slice(
        string_split(coalesce({{ title_key('substring(' ~ text ~ ', 1, ' ~ char_count ~ ')') }}, ''), ' '),
        1,
        {{ word_count }}
    )
{%- endmacro %}

{#- One row a value of a list. -#}
{% macro unnest_values(list) -%}
    unnest({{ list }})
{%- endmacro %}

{#- The last second of a day, UTC. -#}
{% macro end_of_day(date_day) -%}
    timezone('UTC', cast({{ date_day }} + 1 as timestamp)) - interval 1 second
{%- endmacro %}

{#- Whether the time is less than so many seconds after the other one, and not before it. -#}
{% macro is_within_seconds(time, other, second_count) -%}
    ({{ time }} >= {{ other }} and {{ time }} < {{ other }} + to_seconds({{ second_count }}))
{%- endmacro %}

{#- All rows of a group as one list of structs with these fields. -#}
{% macro list_of_structs(fields) -%}
    {%- set named = [] -%}
    {%- for name in fields -%}
        {%- do named.append("'" ~ name ~ "': " ~ name) -%}
    {%- endfor -%}
    list({{ '{' ~ named | join(', ') ~ '}' }})
{%- endmacro %}

{#- The first values of a group in the ascending order of some keys, as a list. -#}
{% macro first_values(value, keys, count) -%}
    list_transform(
        list_slice(list_sort(list({'key': {{ sort_key(keys) }}, 'value': {{ value }}})), 1, {{ count }}),
        lambda item : item.value
    )
{%- endmacro %}
