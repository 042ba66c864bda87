{#-
    The day that an article counts for: of its publication; where it is undated, of the newest card on its page,
    before which it was not captured; where there is none, of its landing.
-#}
{% macro article_day() -%}
    cast(coalesce(published_at, newest_card_published_at, landed_at) as date)
{%- endmacro %}
