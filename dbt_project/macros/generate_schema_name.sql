{#- A folder's schema is the schema's whole name: analysts read core.article, never core_core.article. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
