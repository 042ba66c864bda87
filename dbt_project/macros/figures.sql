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
            100e0 * {{ mention_count }} / nullif(sum({{ mention_count }}) over (partition by {{ date_day }}), 0)
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
    {{ rounded('1.349 * (' ~ value ~ ' - ' ~ usual ~ ') / nullif(' ~ spread ~ ', 0)', 4) }}
{%- endmacro %}

{#- An article that names more entities than this is a list, and pairs nothing: one real one in a hundred. -#}
{% macro max_paired_entities() -%}
    25
{%- endmacro %}

{#- How many times as often as by chance two things are in the same article. -#}
{% macro lift(both, one, other, all) -%}
    {{ rounded('1e0 * ' ~ both ~ ' * ' ~ all ~ ' / (' ~ one ~ ' * ' ~ other ~ ')', 4) }}
{%- endmacro %}

{#- A story takes in articles for so many times 24 hours; docs/stories.md has the reasons. -#}
{% macro story_day_count() -%}
    2
{%- endmacro %}

{#- Two articles are of one event from this likeness on. -#}
{% macro min_story_similarity() -%}
    0.14
{%- endmacro %}

{#-
    The likeness of two articles is the cosine of what they say, less the further apart they are: half of it is
    left after the longest time that a story takes in articles.
-#}
{% macro story_similarity(product, length, other_length, delay_seconds) -%}
    {%- set similarity -%}
        {{ product }} / ({{ length }} * {{ other_length }})
        * (1 - 0.5 * {{ delay_seconds }} / ({{ story_day_count() }} * 86400))
    {%- endset -%}
    {{ rounded(similarity, 4) }}
{%- endmacro %}

{#-
    What a word or name says that so many of the articles around contain: nothing where a tenth of them do, or 40.
    Whole numbers, so that sums are the same in whatever order they are made.
-#}
{% macro feature_weight(weight, naming_article_count, article_count) -%}
    case
        when {{ naming_article_count }} <= least(40, greatest(10, {{ article_count }} / 10))
            then
                {{ weight }}
                * cast(round(100 * ln(({{ article_count }} + 1e0) / {{ naming_article_count }})) as bigint)
        else 0
    end
{%- endmacro %}

{#- A story, by its first article. -#}
{% macro story_id(lead_article_id) -%}
    {{ hash_id(["'story'", lead_article_id]) }}
{%- endmacro %}

{#- Whether all that could join a story should have landed, and a day more is over. -#}
{% macro is_closed_story(date_day, last_landed_at) -%}
    {{ is_older_than_days(date_day, 'cast(' ~ last_landed_at ~ ' as date)', story_day_count() | int + 1) }}
{%- endmacro %}

{#- A text of fewer words repeats another one by chance, or in a phrase. -#}
{% macro min_syndicated_words() -%}
    60
{%- endmacro %}

{#- A text repeats another one from this share of its shingles on, in per cent. -#}
{% macro min_repeated_pct() -%}
    10
{%- endmacro %}

{#- How much of a text's shingles stands in another text, in per cent; null of a text without any. -#}
{% macro repeated_pct(shared_shingle_count, shingle_count) -%}
    cast(100e0 * {{ shared_shingle_count }} / nullif({{ shingle_count }}, 0) as decimal(9, 4))
{%- endmacro %}

{#- A text is repeated within so many days. -#}
{% macro syndication_day_count() -%}
    7
{%- endmacro %}
