{#-
    The day that an article counts for: of its publication; where it is undated, of its first capture; where that is
    not known, of the newest card on its page, before which it was not captured; where there is none, of its landing.
    No day is later than the landing, though a time whose zone is assumed may be.
-#}
{% macro article_day() -%}
    cast(
        least(coalesce(published_at, first_captured_at, newest_card_published_at, landed_at), landed_at) as date
    )
{%- endmacro %}

{#- The day that a price counts for: the earliest that it can have been seen. -#}
{% macro price_day() -%}
    cast(coalesce(as_of_min, as_of_max) as date)
{%- endmacro %}

{#- The time where it is not after the other one. -#}
{% macro not_after(time, bound) -%}
    case when {{ time }} <= {{ bound }} then {{ time }} end
{%- endmacro %}

{#-
    Whether the hour of a publication is known. A time that is ahead of the landing is of another zone than the
    one that is assumed, so its hour is not.
-#}
{% macro is_hour_known() -%}
    coalesce(published_at_precision in ('second', 'minute') and published_at <= landed_at, false)
{%- endmacro %}

{#- The Monday of a day's ISO week. -#}
{% macro week_start(date_day) -%}
    cast(date_trunc('week', {{ date_day }}) as date)
{%- endmacro %}

{#- 1 for Monday to 7 for Sunday. -#}
{% macro iso_weekday(date_day) -%}
    cast({{ weekday_no(date_day) }} as integer)
{%- endmacro %}

{#- The hour of the week, 0 from Monday 00:00 on, 167 from Sunday 23:00 on. -#}
{% macro hour_of_week(time) -%}
    cast(24 * ({{ weekday_no(time) }} - 1) + extract(hour from {{ time }}) as integer)
{%- endmacro %}

{#-
    When an article comes among those of its day. An article whose hour is not known comes last: nobody is called
    first for having stated no time.
-#}
{% macro article_time() -%}
    case when {{ is_hour_known() }} then published_at else {{ end_of_day(article_day()) }} end
{%- endmacro %}
