{#- What engines say in words of their own: each has a file of these macros here, under its name. -#}

{#- A deterministic id: parts are joined by a character that no part holds. -#}
{% macro hash_id(parts) -%}
    {{ return(adapter.dispatch('hash_id', 'pressmark')(parts)) }}
{%- endmacro %}

{#- The columns of a struct as columns of their own. -#}
{% macro struct_columns(struct) -%}
    {{ return(adapter.dispatch('struct_columns', 'pressmark')(struct)) }}
{%- endmacro %}

{#- One row an item of a list of structs, its fields as columns of their own. -#}
{% macro unnest_structs(list) -%}
    {{ return(adapter.dispatch('unnest_structs', 'pressmark')(list)) }}
{%- endmacro %}

{#- A wall-clock time to an instant: by its own offset, else by the zone assumed of its source. -#}
{% macro to_instant(local_time, utc_offset_minutes, time_zone) -%}
    {{ return(adapter.dispatch('to_instant', 'pressmark')(local_time, utc_offset_minutes, time_zone)) }}
{%- endmacro %}

{#- Titles that differ only in case, white space or punctuation are the same title. -#}
{% macro title_key(title) -%}
    {{ return(adapter.dispatch('title_key', 'pressmark')(title)) }}
{%- endmacro %}

{#- A double, rounded to so many digits after the point as its product with a power of ten is to none. -#}
{% macro rounded(value, digits) -%}
    {{ return(adapter.dispatch('rounded', 'pressmark')(value, digits)) }}
{%- endmacro %}

{#- A value to sort by that is made of several. -#}
{% macro sort_key(parts) -%}
    {{ return(adapter.dispatch('sort_key', 'pressmark')(parts)) }}
{%- endmacro %}

{#- The value that stands first, or last, in the order, nulls left out. -#}
{% macro first_value_by(value, sort_key) -%}
    {{ return(adapter.dispatch('first_value_by', 'pressmark')(value, sort_key)) }}
{%- endmacro %}

{% macro last_value_by(value, sort_key) -%}
    {{ return(adapter.dispatch('last_value_by', 'pressmark')(value, sort_key)) }}
{%- endmacro %}

{#- Of the rows of a group up to each one's time, the value that stands last in the order. -#}
{% macro newest_by_then(value, group, time, sort_key) -%}
    {{ return(adapter.dispatch('newest_by_then', 'pressmark')(value, group, time, sort_key)) }}
{%- endmacro %}

{#- A number written as text, exact; null where it has more digits than the type holds. -#}
{% macro exact_decimal(text, precision, scale) -%}
    {{ return(adapter.dispatch('exact_decimal', 'pressmark')(text, precision, scale)) }}
{%- endmacro %}

{% macro distance_seconds(one, other) -%}
    {{ return(adapter.dispatch('distance_seconds', 'pressmark')(one, other)) }}
{%- endmacro %}

{% macro seconds_between(start, end) -%}
    {{ return(adapter.dispatch('seconds_between', 'pressmark')(start, end)) }}
{%- endmacro %}

{#-
    The value below which such a share of a group lies, to the sixth digit: interpolated between two values, which is off
    by a last digit even where both are the same.
-#}
{% macro quantile(value, share) -%}
    {{ return(adapter.dispatch('quantile', 'pressmark')(value, share)) }}
{%- endmacro %}

{#- The words of a text with their punctuation; of no text, none. -#}
{% macro words(text) -%}
    {{ return(adapter.dispatch('words', 'pressmark')(text)) }}
{%- endmacro %}

{#- The words that are not among the others, in their order. -#}
{% macro words_without(words, others) -%}
    {{ return(adapter.dispatch('words_without', 'pressmark')(words, others)) }}
{%- endmacro %}

{% macro empty_list() -%}
    {{ return(adapter.dispatch('empty_list', 'pressmark')()) }}
{%- endmacro %}

{#- One row a spelling: of several columns, and of one that holds a list parted by bars. -#}
{% macro unnest_spellings(columns, barred) -%}
    {{ return(adapter.dispatch('unnest_spellings', 'pressmark')(columns, barred)) }}
{%- endmacro %}

{% macro list_of_field(list, field) -%}
    {{ return(adapter.dispatch('list_of_field', 'pressmark')(list, field)) }}
{%- endmacro %}

{#-
    Stretches of characters, in order, as a list of structs. Lists are sorted when they are whole, here and below:
    an aggregate with an order of its own keeps kilobytes a group in memory, and cannot spill them.
-#}
{% macro list_of_spans(char_start, char_end) -%}
    {{ return(adapter.dispatch('list_of_spans', 'pressmark')(char_start, char_end)) }}
{%- endmacro %}

{#- The host of a web address, without the www. that says nothing. -#}
{% macro host_name(url) -%}
    {{ return(adapter.dispatch('host_name', 'pressmark')(url)) }}
{%- endmacro %}

{#- The slugs of one type of entity, the most mentioned first. -#}
{% macro slugs_by_count(entity_type) -%}
    {{ return(adapter.dispatch('slugs_by_count', 'pressmark')(entity_type)) }}
{%- endmacro %}

{#-
    A time of publication that can be true: not before Bitcoin's first block, and not after the landing, but for
    a day: where the zone is assumed, a true time may be ahead by half a day.
-#}
{% macro possible_publication(published_at, landed_at) -%}
    {{ return(adapter.dispatch('possible_publication', 'pressmark')(published_at, landed_at)) }}
{%- endmacro %}

{#- A time of capture that can be true: not before the publication. Clocks differ by minutes. -#}
{% macro possible_capture(captured_at, published_at) -%}
    {{ return(adapter.dispatch('possible_capture', 'pressmark')(captured_at, published_at)) }}
{%- endmacro %}

{#- Whether one time is so many days before the other, or more. -#}
{% macro is_older_than_days(time, other, day_count) -%}
    {{ return(adapter.dispatch('is_older_than_days', 'pressmark')(time, other, day_count)) }}
{%- endmacro %}

{#- Whether two values differ; a null is a value like any other. -#}
{% macro differ(one, other) -%}
    {{ return(adapter.dispatch('differ', 'pressmark')(one, other)) }}
{%- endmacro %}

{#- A day so many days after another one, or before it. -#}
{% macro add_days(date_day, day_count) -%}
    {{ return(adapter.dispatch('add_days', 'pressmark')(date_day, day_count)) }}
{%- endmacro %}

{#- One row a day, the first and the last included; none where one of them is not known. -#}
{% macro days_from_to(first_day, last_day) -%}
    {{ return(adapter.dispatch('days_from_to', 'pressmark')(first_day, last_day)) }}
{%- endmacro %}

{#- One row a whole number, the first and the last included. -#}
{% macro integers_from_to(first, last) -%}
    {{ return(adapter.dispatch('integers_from_to', 'pressmark')(first, last)) }}
{%- endmacro %}

{#- The first quartile, the median and the third quartile as a list; interpolated between two values. -#}
{% macro quartiles(value) -%}
    {{ return(adapter.dispatch('quartiles', 'pressmark')(value)) }}
{%- endmacro %}

{% macro median_of(quartiles) -%}
    {{ return(adapter.dispatch('median_of', 'pressmark')(quartiles)) }}
{%- endmacro %}

{% macro spread_of(quartiles) -%}
    {{ return(adapter.dispatch('spread_of', 'pressmark')(quartiles)) }}
{%- endmacro %}

{#- The names of the conditions that hold, as a list. -#}
{% macro names_of_true(conditions) -%}
    {{ return(adapter.dispatch('names_of_true', 'pressmark')(conditions)) }}
{%- endmacro %}

{#-
    Which rows of a table meet a condition on its keys. Keys are looked up first, then only the rows at their addresses
    are read: else the engine reads all of a wide column to keep a few rows of it.
-#}
{% macro rows_where(relation, condition) -%}
    {{ return(adapter.dispatch('rows_where', 'pressmark')(relation, condition)) }}
{%- endmacro %}

{#- The first words of a text as keys of titles have them; only so many characters are looked at. -#}
{% macro first_words(text, word_count, char_count) -%}
    {{ return(adapter.dispatch('first_words', 'pressmark')(text, word_count, char_count)) }}
{%- endmacro %}

{#- One row a value of a list. -#}
{% macro unnest_values(list) -%}
    {{ return(adapter.dispatch('unnest_values', 'pressmark')(list)) }}
{%- endmacro %}

{#- The last second of a day, UTC. -#}
{% macro end_of_day(date_day) -%}
    {{ return(adapter.dispatch('end_of_day', 'pressmark')(date_day)) }}
{%- endmacro %}

{#- Whether the time is less than so many seconds after the other one, and not before it. -#}
{% macro is_within_seconds(time, other, second_count) -%}
    {{ return(adapter.dispatch('is_within_seconds', 'pressmark')(time, other, second_count)) }}
{%- endmacro %}

{#- All rows of a group as one list of structs with these fields. -#}
{% macro list_of_structs(fields) -%}
    {{ return(adapter.dispatch('list_of_structs', 'pressmark')(fields)) }}
{%- endmacro %}

{#- The first values of a group in the ascending order of some keys, as a list. -#}
{% macro first_values(value, keys, count) -%}
    {{ return(adapter.dispatch('first_values', 'pressmark')(value, keys, count)) }}
{%- endmacro %}

{#- The type of an instant, which knows no time zone of its own. -#}
{% macro type_instant() -%}
    {{ return(adapter.dispatch('type_instant', 'pressmark')()) }}
{%- endmacro %}

{#- 1 for Monday to 7 for Sunday. -#}
{% macro weekday_no(time) -%}
    {{ return(adapter.dispatch('weekday_no', 'pressmark')(time)) }}
{%- endmacro %}

{#-
    The documents that links lead to from those that are reached; of an engine that cannot follow links for as long as
    they lead to new documents, all documents that they can lead to, by a condition.
-#}
{% macro reached_by_links(reached, links, documents, condition) -%}
    {{ return(adapter.dispatch('reached_by_links', 'pressmark')(reached, links, documents, condition)) }}
{%- endmacro %}
