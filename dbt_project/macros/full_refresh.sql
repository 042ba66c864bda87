{#-
    A build that makes everything anew writes rows that the gate has not looked at; so it is refused unless
    all documents wait to be judged again, as `make rebuild` asks before it builds. It runs before every build.
-#}
{% macro refuse_unjudged_refresh() -%}
    {%- if execute and flags.FULL_REFRESH -%}
        {%- set judged -%}
            select count(*) as document_count
            from {{ source('raw', 'document') }} as document
            inner join {{ source('quality', 'load_verdict') }} as verdict
                on document.load_id = verdict.load_id
            where
                verdict.is_accepted
                and document.document_id not in (
                    select requested.document_id
                    from {{ source('raw', 'reprocess_request') }} as requested
                    left join {{ source('quality', 'load_verdict') }} as decided
                        on requested.load_id = decided.load_id
                    where decided.load_id is null
                    union all
                    select document_id
                    from {{ source('quality', 'set_aside_document') }}
                    where closed_at is null
                )
        {%- endset -%}
        {%- set document_count = run_query(judged).columns[0].values()[0] -%}
        {%- if document_count -%}
            {%- do exceptions.raise_compiler_error(
                "--full-refresh would write " ~ document_count ~ " accepted documents anew without the gate "
                ~ "looking at them. Use `make rebuild`: it makes every table anew, checks it and publishes it."
            ) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
