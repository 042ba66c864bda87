{#- Spark's own dialect; engine.sql says what each macro is. -#}

{% macro spark__hash_id(parts) -%}
    {%- set texts = [] -%}
    {%- for part in parts -%}
        {%- do texts.append("coalesce(cast(" ~ part ~ " as string), char(30))") -%}
    {%- endfor -%}
    md5(concat_ws(char(31), {{ texts | join(', ') }}))
{%- endmacro %}

{% macro spark__struct_columns(struct) -%}
    inline(array({{ struct }}))
{%- endmacro %}

{% macro spark__unnest_structs(list) -%}
    inline({{ list }})
{%- endmacro %}

{#-
    Where clocks are set back, an hour comes twice. Java takes it for the first one, ICU, and so DuckDB, for the second;
    the second is meant here, too.
-#}
{% macro spark__to_instant(local_time, utc_offset_minutes, time_zone) -%}
    {%- set first = "convert_timezone(" ~ time_zone ~ ", 'UTC', " ~ local_time ~ ")" -%}
    {%- set second = "(" ~ first ~ " + interval 1 hour)" -%}
    cast(
        case
            when {{ utc_offset_minutes }} is not null
                then {{ local_time }} - make_dt_interval(0, 0, {{ utc_offset_minutes }})
            when convert_timezone('UTC', {{ time_zone }}, {{ second }}) = {{ local_time }} then {{ second }}
            else {{ first }}
        end
        as timestamp
    )
{%- endmacro %}

{#- Two letters are made small as Unicode's simple mapping does it, which looks at no other letter. -#}
{% macro spark__title_key(title) -%}
    nullif(trim(regexp_replace(lower(translate({{ title }}, 'İΣ', 'iσ')), r'[^\p{L}\p{N}]+', ' ')), '')
{%- endmacro %}

{#- By itself it rounds the digits that a double is shown with: at a tie, those of the double decide here. -#}
{% macro spark__rounded(value, digits) -%}
    (round(({{ value }}) * 1e{{ digits }}) / 1e{{ digits }})
{%- endmacro %}

{#- A missing part comes last, as everywhere else in a sort. -#}
{% macro spark__sort_key(parts) -%}
    {%- set fields = [] -%}
    {%- for part in parts -%}
        {%- do fields.append("(" ~ part ~ ") is null, " ~ part) -%}
    {%- endfor -%}
    struct({{ fields | join(', ') }})
{%- endmacro %}

{% macro spark__first_value_by(value, sort_key) -%}
    min_by({{ value }}, {{ sort_key }}) filter (where {{ value }} is not null)
{%- endmacro %}

{% macro spark__last_value_by(value, sort_key) -%}
    max_by({{ value }}, {{ sort_key }}) filter (where {{ value }} is not null)
{%- endmacro %}

{% macro spark__newest_by_then(value, group, time, sort_key) -%}
    max_by({{ value }}, case when {{ value }} is not null then {{ sort_key }} end) over (
        partition by {{ group }}
        order by {{ time }} nulls last
        range between unbounded preceding and current row
    )
{%- endmacro %}

{% macro spark__exact_decimal(text, precision, scale) -%}
    try_cast({{ text }} as decimal({{ precision }}, {{ scale }}))
{%- endmacro %}

{% macro spark__distance_seconds(one, other) -%}
    abs({{ spark__seconds_between(one, other) }})
{%- endmacro %}

{% macro spark__seconds_between(start, end) -%}
    (unix_micros({{ end }}) - unix_micros({{ start }})) / 1e6
{%- endmacro %}

{% macro spark__quantile(value, share) -%}
    {{ rounded(_interpolated('array_sort(collect_list(' ~ value ~ '))', share), 6) }}
{%- endmacro %}

{#- Between the two values around a place, by DuckDB's operations: others are off by a last digit. -#}
{% macro _interpolated(sorted_values, share) -%}
    {%- set place = "(size(sorted) - 1) * " ~ share ~ "e0" -%}
    {%- set part = "(" ~ place ~ " - floor(" ~ place ~ "))" -%}
    transform(
        array({{ sorted_values }}),
        sorted -> case
            when size(sorted) > 0
                then
                    sorted[cast(floor({{ place }}) as int)] * (1 - {{ part }})
                    + sorted[cast(ceil({{ place }}) as int)] * {{ part }}
        end
    )[0]
{%- endmacro %}

{% macro spark__words(text) -%}
    filter(split(coalesce({{ text }}, ''), r'[\t\n\f\r ]+'), word -> word != '')
{%- endmacro %}

{% macro spark__words_without(words, others) -%}
    filter({{ words }}, word -> not array_contains({{ others }}, word))
{%- endmacro %}

{% macro spark__empty_list() -%}
    cast(array() as array<string>)
{%- endmacro %}

{% macro spark__unnest_spellings(columns, barred) -%}
    explode(concat(array({{ columns | join(', ') }}), split(coalesce({{ barred }}, ''), '[|]')))
{%- endmacro %}

{% macro spark__list_of_field(list, field) -%}
    transform({{ list }}, item -> item.{{ field }})
{%- endmacro %}

{% macro spark__list_of_spans(char_start, char_end) -%}
    array_sort(collect_list(named_struct('char_start', {{ char_start }}, 'char_end', {{ char_end }})))
{%- endmacro %}

{% macro spark__host_name(url) -%}
    nullif(regexp_extract({{ url }}, r'^[a-z]+://(?:www\.)?([^/:]+)', 1), '')
{%- endmacro %}

{% macro spark__slugs_by_count(entity_type) -%}
    transform(
        array_sort(
            collect_list(struct(-mention_count, first_char_start, slug))
                filter (where entity_type = '{{ entity_type }}')
        ),
        item -> item.slug
    )
{%- endmacro %}

{% macro spark__possible_publication(published_at, landed_at) -%}
    case
        when {{ published_at }} < timestamp '2009-01-03 00:00:00+00:00' then null
        when {{ published_at }} > {{ landed_at }} + interval 1 day then null
        else {{ published_at }}
    end
{%- endmacro %}

{% macro spark__possible_capture(captured_at, published_at) -%}
    case when {{ captured_at }} < {{ published_at }} - interval 20 minute then null else {{ captured_at }} end
{%- endmacro %}

{% macro spark__is_older_than_days(time, other, day_count) -%}
    coalesce({{ time }} < {{ other }} - make_dt_interval({{ day_count }}), false)
{%- endmacro %}

{% macro spark__differ(one, other) -%}
    not ({{ one }} <=> {{ other }})
{%- endmacro %}

{% macro spark__add_days(date_day, day_count) -%}
    date_add({{ date_day }}, {{ day_count }})
{%- endmacro %}

{% macro spark__days_from_to(first_day, last_day) -%}
    explode(
        case when {{ first_day }} <= {{ last_day }} then sequence({{ first_day }}, {{ last_day }}, interval 1 day) end
    )
{%- endmacro %}

{% macro spark__integers_from_to(first, last) -%}
    explode(sequence({{ first }}, {{ last }}))
{%- endmacro %}

{#- All values: a window has them without an order, which comes where they are asked. -#}
{% macro spark__quartiles(value) -%}
    collect_list(cast({{ value }} as double))
{%- endmacro %}

{% macro spark__median_of(quartiles) -%}
    {{ _interpolated('array_sort(' ~ quartiles ~ ')', 0.5) }}
{%- endmacro %}

{% macro spark__spread_of(quartiles) -%}
    {%- set sorted_values = 'array_sort(' ~ quartiles ~ ')' -%}
    {{ _interpolated(sorted_values, 0.75) }} - {{ _interpolated(sorted_values, 0.25) }}
{%- endmacro %}

{% macro spark__names_of_true(conditions) -%}
    {%- set names = [] -%}
    {%- for name, condition in conditions.items() -%}
        {%- do names.append("case when " ~ condition ~ " then '" ~ name ~ "' end") -%}
    {%- endfor -%}
    filter(array({{ names | join(', ') }}), name -> name is not null)
{%- endmacro %}

{% macro spark__rows_where(relation, condition) -%}
    {{ condition }}
{%- endmacro %}

{% macro spark__first_words(text, word_count, char_count) -%}
    slice(
        split(coalesce({{ title_key('substring(' ~ text ~ ', 1, ' ~ char_count ~ ')') }}, ''), ' '),
        1,
        {{ word_count }}
    )
{%- endmacro %}

{% macro spark__unnest_values(list) -%}
    explode({{ list }})
{%- endmacro %}

{% macro spark__end_of_day(date_day) -%}
    cast(date_add({{ date_day }}, 1) as timestamp) - interval 1 second
{%- endmacro %}

{% macro spark__is_within_seconds(time, other, second_count) -%}
    ({{ time }} >= {{ other }} and {{ time }} < {{ other }} + make_dt_interval(0, 0, 0, {{ second_count }}))
{%- endmacro %}

{% macro spark__list_of_structs(fields) -%}
    collect_list(struct({{ fields | join(', ') }}))
{%- endmacro %}

{% macro spark__first_values(value, keys, count) -%}
    transform(
        slice(array_sort(collect_list(struct({{ sort_key(keys) }} as key, {{ value }} as value))), 1, {{ count }}),
        item -> item.value
    )
{%- endmacro %}

{% macro spark__type_instant() -%}
    timestamp
{%- endmacro %}

{% macro spark__weekday_no(time) -%}
    extract(dayofweek_iso from {{ time }})
{%- endmacro %}

{% macro spark__reached_by_links(reached, links, documents, condition) -%}
    select document_id
    from {{ documents }}
    where {{ condition }}
{%- endmacro %}
