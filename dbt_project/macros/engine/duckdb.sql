{#- DuckDB's own dialect; engine.sql says what each macro is. -#}

{% macro duckdb__hash_id(parts) -%}
    {%- set texts = [] -%}
    {%- for part in parts -%}
        {%- do texts.append("coalesce(cast(" ~ part ~ " as varchar), chr(30))") -%}
    {%- endfor -%}
    md5(concat_ws(chr(31), {{ texts | join(', ') }}))
{%- endmacro %}

{% macro duckdb__struct_columns(struct) -%}
    unnest({{ struct }})
{%- endmacro %}

{% macro duckdb__unnest_structs(list) -%}
    unnest({{ list }}, recursive := true)
{%- endmacro %}

{% macro duckdb__to_instant(local_time, utc_offset_minutes, time_zone) -%}
    case
        when {{ utc_offset_minutes }} is not null
            then timezone('UTC', {{ local_time }} - to_minutes({{ utc_offset_minutes }}))
        else timezone({{ time_zone }}, {{ local_time }})
    end
{%- endmacro %}

{% macro duckdb__title_key(title) -%}
    nullif(trim(regexp_replace(lower({{ title }}), '[^\p{L}\p{N}]+', ' ', 'g')), '')
{%- endmacro %}

{% macro duckdb__rounded(value, digits) -%}
    round({{ value }}, {{ digits }})
{%- endmacro %}

{% macro duckdb__sort_key(parts) -%}
    {%- set fields = [] -%}
    {%- for part in parts -%}
        {%- do fields.append("'part_" ~ loop.index ~ "': " ~ part) -%}
    {%- endfor -%}
    {{ '{' ~ fields | join(', ') ~ '}' }}
{%- endmacro %}

{% macro duckdb__first_value_by(value, sort_key) -%}
    arg_min({{ value }}, {{ sort_key }}) filter ({{ value }} is not null)
{%- endmacro %}

{% macro duckdb__last_value_by(value, sort_key) -%}
    arg_max({{ value }}, {{ sort_key }}) filter ({{ value }} is not null)
{%- endmacro %}

{% macro duckdb__newest_by_then(value, group, time, sort_key) -%}
    arg_max({{ value }}, {{ sort_key }}) over (
        partition by {{ group }}
        order by {{ time }}
        range between unbounded preceding and current row
    )
{%- endmacro %}

{% macro duckdb__exact_decimal(text, precision, scale) -%}
    try_cast({{ text }} as decimal({{ precision }}, {{ scale }}))
{%- endmacro %}

{% macro duckdb__distance_seconds(one, other) -%}
    abs({{ duckdb__seconds_between(one, other) }})
{%- endmacro %}

{% macro duckdb__seconds_between(start, end) -%}
    (epoch_us({{ end }}) - epoch_us({{ start }})) / 1e6
{%- endmacro %}

{% macro duckdb__quantile(value, share) -%}
    {{ rounded('quantile_cont(' ~ value ~ ', ' ~ share ~ ')', 6) }}
{%- endmacro %}

{% macro duckdb__words(text) -%}
    list_filter(string_split_regex(coalesce({{ text }}, ''), '\s+'), lambda word : word != '')
{%- endmacro %}

{% macro duckdb__words_without(words, others) -%}
    list_filter({{ words }}, lambda word : not list_contains({{ others }}, word))
{%- endmacro %}

{% macro duckdb__empty_list() -%}
    []
{%- endmacro %}

{% macro duckdb__unnest_spellings(columns, barred) -%}
    unnest(list_concat([{{ columns | join(', ') }}], string_split(coalesce({{ barred }}, ''), '|')))
{%- endmacro %}

{% macro duckdb__list_of_field(list, field) -%}
    list_transform({{ list }}, lambda item : item.{{ field }})
{%- endmacro %}

{% macro duckdb__list_of_spans(char_start, char_end) -%}
    list_sort(list({'char_start': {{ char_start }}, 'char_end': {{ char_end }}}))
{%- endmacro %}

{% macro duckdb__host_name(url) -%}
    nullif(regexp_extract({{ url }}, '^[a-z]+://(?:www\.)?([^/:]+)', 1), '')
{%- endmacro %}

{% macro duckdb__slugs_by_count(entity_type) -%}
    list_transform(
        list_sort(
            list({'order': -mention_count, 'then': first_char_start, 'slug': slug})
                filter (where entity_type = '{{ entity_type }}')
        ),
        lambda item : item.slug
    )
{%- endmacro %}

{% macro duckdb__possible_publication(published_at, landed_at) -%}
    case
        when {{ published_at }} < timestamptz '2009-01-03 00:00:00+00' then null
        when {{ published_at }} > {{ landed_at }} + interval 1 day then null
        else {{ published_at }}
    end
{%- endmacro %}

{% macro duckdb__possible_capture(captured_at, published_at) -%}
    case when {{ captured_at }} < {{ published_at }} - interval 20 minute then null else {{ captured_at }} end
{%- endmacro %}

{% macro duckdb__is_older_than_days(time, other, day_count) -%}
    coalesce({{ time }} < {{ other }} - to_days({{ day_count }}), false)
{%- endmacro %}

{% macro duckdb__differ(one, other) -%}
    {{ one }} is distinct from {{ other }}
{%- endmacro %}

{% macro duckdb__add_days(date_day, day_count) -%}
    {{ date_day }} + {{ day_count }}
{%- endmacro %}

{% macro duckdb__days_from_to(first_day, last_day) -%}
    cast(unnest(generate_series({{ first_day }}, {{ last_day }}, interval 1 day)) as date)
{%- endmacro %}

{% macro duckdb__integers_from_to(first, last) -%}
    cast(unnest(range({{ first }}, {{ last }} + 1)) as integer)
{%- endmacro %}

{% macro duckdb__quartiles(value) -%}
    quantile_cont(cast({{ value }} as double), [0.25, 0.5, 0.75])
{%- endmacro %}

{% macro duckdb__median_of(quartiles) -%}
    {{ quartiles }}[2]
{%- endmacro %}

{% macro duckdb__spread_of(quartiles) -%}
    {{ quartiles }}[3] - {{ quartiles }}[1]
{%- endmacro %}

{% macro duckdb__names_of_true(conditions) -%}
    {%- set names = [] -%}
    {%- for name, condition in conditions.items() -%}
        {%- do names.append("case when " ~ condition ~ " then '" ~ name ~ "' end") -%}
    {%- endfor -%}
    list_filter([{{ names | join(', ') }}], lambda name : name is not null)
{%- endmacro %}

{% macro duckdb__rows_where(relation, condition) -%}
    rowid in (select rowid from {{ relation }} where {{ condition }})
{%- endmacro %}

{% macro duckdb__first_words(text, word_count, char_count) -%}
    list_slice(
        string_split(coalesce({{ title_key('substring(' ~ text ~ ', 1, ' ~ char_count ~ ')') }}, ''), ' '),
        1,
        {{ word_count }}
    )
{%- endmacro %}

{% macro duckdb__unnest_values(list) -%}
    unnest({{ list }})
{%- endmacro %}

{% macro duckdb__end_of_day(date_day) -%}
    timezone('UTC', cast({{ date_day }} + 1 as timestamp)) - interval 1 second
{%- endmacro %}

{% macro duckdb__is_within_seconds(time, other, second_count) -%}
    ({{ time }} >= {{ other }} and {{ time }} < {{ other }} + to_seconds({{ second_count }}))
{%- endmacro %}

{% macro duckdb__list_of_structs(fields) -%}
    {%- set named = [] -%}
    {%- for name in fields -%}
        {%- do named.append("'" ~ name ~ "': " ~ name) -%}
    {%- endfor -%}
    list({{ '{' ~ named | join(', ') ~ '}' }})
{%- endmacro %}

{% macro duckdb__first_values(value, keys, count) -%}
    list_transform(
        list_slice(list_sort(list({'key': {{ sort_key(keys) }}, 'value': {{ value }}})), 1, {{ count }}),
        lambda item : item.value
    )
{%- endmacro %}

{% macro duckdb__type_instant() -%}
    timestamptz
{%- endmacro %}

{% macro duckdb__weekday_no(time) -%}
    extract(isodow from {{ time }})
{%- endmacro %}

{% macro duckdb__reached_by_links(reached, links, documents, condition) -%}
    select {{ links }}.document_id
    from {{ links }}
    inner join {{ reached }} on {{ links }}.earlier_document_id = {{ reached }}.document_id
{%- endmacro %}
