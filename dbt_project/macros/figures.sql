{#- Figures that several marts show, each defined once. -#}

{#- Mentions in the article's own words, each once: no teaser, copy, widget, card or boilerplate. -#}
{% macro is_own_mention(mention) -%}
    ({{ mention }}.section in ('headline', 'body') and not {{ mention }}.is_copy)
{%- endmacro %}

{#- How much is said of something, over its mentions and the articles in which they stand. -#}
{% macro mention_figures(article) -%}
    count(*) as mention_count,
        count(distinct {{ article }}.article_id) as article_count,
        count(distinct {{ source_label(article ~ '.source_name') }}) as source_count
{%- endmacro %}

{#- Share of all asset mentions of the row's day, in per cent; null on a day without any. -#}
{% macro share_of_voice_pct(mention_count, date_day) -%}
    cast(
            100.0 * {{ mention_count }} / nullif(sum({{ mention_count }}) over (partition by {{ date_day }}), 0)
            as decimal(9, 4)
        )
{%- endmacro %}

{#- So many days before a day say what is usual on it: four of each weekday. -#}
{% macro usual_day_count() -%}
    28
{%- endmacro %}

{#-
    How far from usual, in standard deviations of a normal distribution whose quartiles lie as far apart; null where
    they do not lie apart, since then any distance would be endless.
-#}
{% macro robust_z(value, usual, spread) -%}
    round(1.349 * ({{ value }} - {{ usual }}) / nullif({{ spread }}, 0), 4)
{%- endmacro %}

{#- An article that names more entities than this is a list, and pairs nothing: one real one in a hundred. -#}
{% macro max_paired_entities() -%}
    25
{%- endmacro %}

{#- How many times as often as by chance two things are in the same article. -#}
{% macro lift(both, one, other, all) -%}
    round(1.0 * {{ both }} * {{ all }} / ({{ one }} * {{ other }}), 4)
{%- endmacro %}
