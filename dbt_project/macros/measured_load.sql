{#-
    Figures are kept by load: a build measures the loads anew that it read documents of, and forgets those that
    were refused.
-#}
{% macro is_measured(load_id) -%}
    {%- if is_incremental() -%}
        {{ load_id }} in (select load_id from {{ ref('stg_touched_load') }} where not is_refused)
    {%- else -%}
        {{ load_id }} not in (select load_id from {{ ref('stg_touched_load') }} where is_refused)
    {%- endif -%}
{%- endmacro %}
