{#- The source by its name; marts group and join by it, so it is never null there. -#}
{% macro source_label(source_name) -%}
    coalesce({{ source_name }}, '(unknown)')
{%- endmacro %}
