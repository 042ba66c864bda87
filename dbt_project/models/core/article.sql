-- depends_on: {{ ref('stg_former_day') }}
{{ config(
    materialized='incremental',
    incremental_strategy='replace_touched',
    meta={'touched': {'article_id': 'stg_touched_article', 'document_id': 'stg_pending_document'}}
) }}

{%- set told_columns = [
    'document_id',
    'teaser',
    'body_text',
    'body_text_char_start',
    'body_text_char_end',
    'word_count',
    'disclaimer',
] %}

with document as (
    select * from {{ source('raw', 'document') }}
),

parsed_document as (
    select * from {{ ref('stg_parsed_document') }}
),

told_document as (
    select * from {{ ref('stg_told_document') }}
),

pending_document as (
    select * from {{ ref('stg_pending_document') }}
),

article_identity as (
    select * from {{ ref('stg_article_identity') }}
),

captures as (
    select * from {{ ref('stg_capture') }}
),

related_card as (
    select * from {{ ref('stg_related_card') }}
),

sources as (
    select * from {{ ref('sources') }}
),

spelling as (
    select * from {{ ref('stg_source_spelling') }}
),

revision as (
    select article_identity.*
    from article_identity
    left join pending_document
        on article_identity.document_id = pending_document.document_id and pending_document.is_refused
    where
        pending_document.document_id is null
        and {{ is_touched('article_identity.article_id', 'stg_touched_article') }}
),

capture as (
    select
        captures.document_id,
        min(captures.captured_at) as first_captured_at,
        max(captures.captured_at) as last_captured_at,
        {{ first_value_by('captures.published_at_raw', 'captures.sort_key') }} as published_at_raw,
        {{ first_value_by('captures.source', 'captures.sort_key') }} as source,
        {{ first_value_by('captures.categories', 'captures.sort_key') }} as categories,
        {{ first_value_by('captures.tags', 'captures.sort_key') }} as tags
    from captures
    inner join revision on captures.document_id = revision.document_id
    group by captures.document_id
),

newest_card as (
    select
        related_card.document_id,
        max(related_card.published_at) as published_at
    from related_card
    inner join revision on related_card.document_id = revision.document_id
    group by related_card.document_id
),

declared as (
    select
        document_id,
        published_at_raw,
        parse_timestamp(published_at_raw) as published_at
    from capture
),

origin as (
    select
        revision.document_id,
        layout_source.slug as layout_slug,
        coalesce(declared_spelling.slug, author_spelling.slug, host_spelling.slug, layout_source.slug) as slug
    from revision
    inner join parsed_document on revision.document_id = parsed_document.document_id
    inner join capture on revision.document_id = capture.document_id
    left join spelling as declared_spelling
        on {{ title_key('capture.source') }} = declared_spelling.spelling_key
    left join spelling as author_spelling
        on {{ title_key('parsed_document.author') }} = author_spelling.spelling_key
    left join spelling as host_spelling
        on {{ title_key(host_name('revision.canonical_url')) }} = host_spelling.spelling_key
    left join sources as layout_source on parsed_document.layout = layout_source.layout
),

chosen as (
    select
        revision.document_id,
        -- A page prints the day where its metadata has the minute: of the same day, that says more.
        parsed_document.published_at_local is not null and not coalesce(
            parsed_document.published_at_precision = 'day'
            and declared.published_at.precision in ('second', 'minute')
            and cast(parsed_document.published_at_local as date) = cast(declared.published_at.local as date),
            false
        ) as is_printed
    from revision
    inner join parsed_document on revision.document_id = parsed_document.document_id
    inner join declared on revision.document_id = declared.document_id
),

dated as (
    select
        chosen.document_id,
        document.landed_at,
        chosen.is_printed,
        case
            when chosen.is_printed then parsed_document.published_at_raw
            else declared.published_at_raw
        end as published_at_raw,
        case
            when chosen.is_printed then parsed_document.published_at_local
            else declared.published_at.local
        end as published_at_local,
        case
            when chosen.is_printed then parsed_document.published_at_precision
            else declared.published_at.precision
        end as published_at_precision,
        case
            when chosen.is_printed then parsed_document.published_at_utc_offset_minutes
            else declared.published_at.utc_offset_minutes
        end as utc_offset_minutes,
        -- Feeds and metadata without a zone are in UTC; what a page prints is in its source's own time.
        case when chosen.is_printed then coalesce(printed_by.time_zone, 'UTC') else 'UTC' end as time_zone
    from chosen
    inner join document on chosen.document_id = document.document_id
    inner join parsed_document on chosen.document_id = parsed_document.document_id
    inner join declared on chosen.document_id = declared.document_id
    inner join origin on chosen.document_id = origin.document_id
    left join sources as printed_by on coalesce(origin.layout_slug, origin.slug) = printed_by.slug
),

stated as (
    select
        *,
        {{ to_instant('published_at_local', 'utc_offset_minutes', 'time_zone') }} as stated_at
    from dated
),

published as (
    select
        *,
        {{ possible_publication('stated_at', 'landed_at') }} as published_at
    from stated
),

captured as (
    select
        capture.document_id,
        {{ possible_capture('capture.first_captured_at', 'published.published_at') }} as first_captured_at,
        {{ possible_capture('capture.last_captured_at', 'published.published_at') }} as last_captured_at
    from capture
    inner join published on capture.document_id = published.document_id
),

-- They are kept here alone: a revision that is not read again keeps its own.
told as (
    select {{ told_columns | join(', ') }}
    from told_document
    {%- if is_incremental() %}
        union all
        select {{ told_columns | join(', ') }}
        from {{ this }}
        where
            {{ is_touched('article_id', 'stg_touched_article') }}
            and document_id not in (select told_document.document_id from told_document)
    {%- endif %}
),

ordered as (
    select
        revision.document_id,
        row_number() over (
            partition by revision.article_id
            order by
                coalesce(
                    capture.first_captured_at, newest_card.published_at, published.published_at
                ) nulls last,
                case when capture.first_captured_at is null then document.landed_at end nulls last,
                revision.document_id
        ) as revision_no,
        row_number() over (
            partition by revision.article_id
            order by
                coalesce(
                    capture.last_captured_at, newest_card.published_at, published.published_at
                ) desc nulls last,
                case when capture.first_captured_at is null then document.landed_at end desc nulls last,
                revision.document_id desc
        ) = 1 as is_current
    from revision
    inner join document on revision.document_id = document.document_id
    inner join capture on revision.document_id = capture.document_id
    inner join published on revision.document_id = published.document_id
    left join newest_card on revision.document_id = newest_card.document_id
),

final as (
    select
        revision.article_id,
        document.document_id,
        ordered.revision_no,
        ordered.is_current,
        parsed_document.layout,
        coalesce(document.language, parsed_document.language) as language,
        revision.canonical_url,
        {{ hash_id(["'source'", 'origin.slug']) }} as source_id,
        coalesce(sources.name, capture.source, {{ host_name('revision.canonical_url') }}) as source_name,
        -- A page may show its title nowhere, as where it is a picture: then what it declares has no place.
        coalesce(parsed_document.headline, document.title) as headline,
        parsed_document.headline_char_start,
        parsed_document.headline_char_end,
        told.teaser,
        parsed_document.teaser_char_start,
        parsed_document.teaser_char_end,
        told.body_text,
        told.body_text_char_start,
        told.body_text_char_end,
        coalesce(parsed_document.author, document.author) as author,
        parsed_document.author_char_start,
        parsed_document.author_char_end,
        published.published_at,
        published.published_at_raw,
        case when published.is_printed then parsed_document.published_at_raw_char_start end
            as published_at_raw_char_start,
        case when published.is_printed then parsed_document.published_at_raw_char_end end
            as published_at_raw_char_end,
        case
            when published.published_at is not null then published.published_at_precision
        end as published_at_precision,
        published.published_at is not null and published.utc_offset_minutes is null as is_time_zone_assumed,
        parsed_document.reading_minutes,
        parsed_document.reading_time_char_start,
        parsed_document.reading_time_char_end,
        told.word_count,
        coalesce({{ list_of_field('parsed_document.tags', 'tag') }}, capture.tags) as tags,
        capture.categories,
        told.disclaimer,
        parsed_document.disclaimer_char_start,
        parsed_document.disclaimer_char_end,
        parsed_document.contact_email,
        parsed_document.contact_email_char_start,
        parsed_document.contact_email_char_end,
        parsed_document.is_truncated,
        captured.first_captured_at,
        captured.last_captured_at,
        newest_card.published_at as newest_card_published_at,
        parsed_document.parser_version,
        document.landed_at,
        document.load_id,
        {{ names_of_true({
            'published_at': 'published.stated_at is not null and published.published_at is null',
            'first_captured_at': 'capture.first_captured_at is not null and captured.first_captured_at is null',
            'last_captured_at': 'capture.last_captured_at is not null and captured.last_captured_at is null',
        }) }} as impossible_values
    from revision
    inner join document on revision.document_id = document.document_id
    inner join parsed_document on revision.document_id = parsed_document.document_id
    inner join capture on revision.document_id = capture.document_id
    inner join captured on revision.document_id = captured.document_id
    inner join origin on revision.document_id = origin.document_id
    inner join published on revision.document_id = published.document_id
    inner join ordered on revision.document_id = ordered.document_id
    inner join told on revision.document_id = told.document_id
    left join newest_card on revision.document_id = newest_card.document_id
    left join sources on origin.slug = sources.slug
)

select * from final
