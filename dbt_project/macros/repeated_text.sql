{#-
    When a sentence counts as repeated by its source; docs/boilerplate.md shows how the numbers were found.
-#}
{% macro min_repeated_articles() -%}
    5
{%- endmacro %}

{#- A column of a row that is joined from the left, even where it is null; else of the row itself. -#}
{% macro other_if_there(other, own, column) -%}
    case
        when {{ other }}.document_id is null then {{ own }}.{{ column }}
        else {{ other }}.{{ column }}
    end as {{ column }}
{%- endmacro %}

{#-
    Many articles, which no quote has; several days, which the rewrites of one story have not; and a share of the
    source's articles between the first and the last, which the standing phrases of a large source have not.
-#}
{% macro is_learnt_as_boilerplate(article_count, day_count, source_article_count) -%}
    coalesce(
        {{ article_count }} >= {{ min_repeated_articles() }}
        and {{ day_count }} >= 3
        and {{ article_count }} * 100 >= {{ source_article_count }},
        false
    )
{%- endmacro %}

{#- Whether something of a document begins within a stretch of the same document. -#}
{% macro begins_within(found, stretch) -%}
    {{ found }}.document_id = {{ stretch }}.document_id
    and {{ found }}.char_start >= {{ stretch }}.char_start
    and {{ found }}.char_start < {{ stretch }}.char_end
{%- endmacro %}
