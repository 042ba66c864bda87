{#-
    A query for each macro that engines say in words of their own, over values on which engines differ. Each stands below
    the name of its macro; test_macros.py runs it on both.
-#}

{#- Before the epoch, by the microsecond, in another zone, and missing. -#}
{% macro instants() -%}
    (
        select cast(text as {{ type_instant() }}) as instant, cast(other as {{ type_instant() }}) as other
        from (values
            ('2026-03-01 00:00:00+00', '2026-03-01 00:00:00.000001+00'),
            ('2026-02-28 23:59:59.999999+00', '2026-03-01 23:30:00+02:30'),
            ('1969-12-31 23:59:59.5+00', '2009-01-03 00:00:00+00'),
            (null, '2026-03-01 00:00:00+00')
        ) as written (text, other)
    )
{%- endmacro %}

{#- Emoji beyond the first plane, letters that grow or shrink when made small, other scripts, combining accents, nothing. -#}
{% macro texts() -%}
    (
        select text
        from (values
            ('Bitcoin  rallies, again!'),
            ('BTC’s “moon” 🚀🚀 shot'),
            ('İSTANBUL ΣΑΣ STRASSE ß'),
            ('比特币 курс 2026'),
            ('été naïve'),
            ('...'),
            (''),
            (null)
        ) as written (text)
    )
{%- endmacro %}

{#- Ties and nulls, among the values and among what they are sorted by. -#}
{% macro numbers() -%}
    (
        select no, word, amount
        from (values
            (1, 'a', 1.5e0), (1, 'b', null), (1, null, 0.1e0), (2, 'b', 3e0), (2, 'a', 3e0), (2, 'c', 9e0), (2, 'd', 10e0),
            (3, null, null)
        ) as written (no, word, amount)
    )
{%- endmacro %}

-- hash_id
select {{ hash_id(['no', 'word', "'x'"]) }}, no, word
from {{ numbers() }}

-- struct_columns
select no, {{ struct_columns('span') }}
from (
    select no, {{ unnest_values('spans') }} as span
    from (
        select no, {{ list_of_spans('no', 'no + 1') }} as spans
        from {{ numbers() }}
        group by no
    )
)

-- unnest_structs
select no, {{ unnest_structs('spans') }}
from (
    select no, {{ list_of_spans('no', 'no + 1') }} as spans
    from {{ numbers() }}
    group by no
)

-- to_instant
select wall, zone, {{ to_instant('wall', 'minutes', 'zone') }}
from (
    select cast(text as {{ type_local() }}) as wall, minutes, zone
    from (values
        ('2026-03-01 12:00:00', null, 'UTC'),
        ('2026-03-01 12:00:00', 330, 'America/New_York'),
        ('2026-03-01 12:00:00', -60, 'UTC'),
        ('2026-11-01 01:30:00', null, 'America/New_York'),
        ('2026-11-01 00:59:59', null, 'America/New_York'),
        ('2026-03-08 02:30:00', null, 'America/New_York'),
        ('2026-10-25 02:30:00', null, 'Europe/Berlin'),
        ('2026-07-01 12:00:00', null, 'Asia/Shanghai'),
        (null, null, 'UTC')
    ) as written (text, minutes, zone)
)

-- title_key
select text, {{ title_key('text') }}
from {{ texts() }}

-- first_words
select text, {{ first_words('text', 2, 12) }}
from {{ texts() }}

-- words
select text, {{ words('text') }}
from {{ texts() }}

-- words_without
select {{ words_without('mine', 'theirs') }}
from (
    select {{ words("'a b c b'") }} as mine, {{ words("'b'") }} as theirs
    union all
    select {{ words("'a'") }} as mine, {{ words('null') }} as theirs
)

-- empty_list
select {{ empty_list() }}

-- sort_key
select no, word
from (
    select no, word, row_number() over (order by {{ sort_key(['word', 'no']) }}) as position
    from {{ numbers() }}
)
where position <= 3

-- first_value_by
select no, {{ first_value_by('amount', sort_key(['word'])) }}
from {{ numbers() }}
group by no

-- last_value_by
select no, {{ last_value_by('amount', sort_key(['word'])) }}
from {{ numbers() }}
group by no

-- newest_by_then
select no, word, {{ newest_by_then('word', 'no', 'amount', sort_key(['word'])) }}
from {{ numbers() }}

-- exact_decimal
select text, {{ exact_decimal('text', 38, 18) }}
from (values
    ('0.000000000000000001'), ('12345678901234567890.123456789012345678'), ('-0.5'), ('1e-7'),
    ('0.0000000000000000015'), ('123456789012345678901.5'), ('many'), (''), (null)
) as written (text)

-- distance_seconds
select instant, other, {{ distance_seconds('instant', 'other') }}
from {{ instants() }}

-- seconds_between
select instant, other, {{ seconds_between('instant', 'other') }}
from {{ instants() }}

-- quantile
select no, {{ quantile('amount', 0.9) }}, {{ quantile('amount', 0.5) }}
from {{ numbers() }}
group by no

-- quantile_of_seconds
select {{ quantile('seconds', 0.9) }}, {{ quantile('seconds', 0.5) }}
from (values (48249112.26244e0), (48249112.26244e0)) as delay (seconds)

-- median_of
select no, {{ median_of('figures') }}, {{ spread_of('figures') }}
from (
    select no, {{ quartiles('amount') }} as figures
    from {{ numbers() }}
    group by no
)

-- unnest_spellings
select {{ unnest_spellings(['name', 'slug'], 'aliases') }}
from (values ('One', 'one', 'a|b'), ('Two', null, null), ('Three', 'three', '')) as written (name, slug, aliases)

-- list_of_field
select {{ list_of_field('spans', 'char_end') }}
from (select {{ list_of_spans('no', 'no + 1') }} as spans from {{ numbers() }})

-- host_name
select url, {{ host_name('url') }}
from (values ('https://www.news.example:8080/a?b'), ('https://news.example'), ('news.example/a'), (null)) as written (url)

-- slugs_by_count
select no, {{ slugs_by_count('asset') }}
from (
    select no, word as slug, no as mention_count, 7 as first_char_start, 'asset' as entity_type
    from {{ numbers() }}
    where word is not null
)
group by no

-- possible_publication
select instant, {{ possible_publication('instant', 'other') }}
from {{ instants() }}

-- possible_capture
select instant, {{ possible_capture('instant', 'other') }}
from {{ instants() }}

-- is_older_than_days
select instant, {{ is_older_than_days('instant', 'other', 1) }}
from {{ instants() }}

-- differ
select no, word, {{ differ('word', 'null') }}, {{ differ('word', "'a'") }}
from {{ numbers() }}

-- add_days
select {{ add_days("cast('2028-02-28' as date)", 'no') }}, {{ add_days("cast('2028-03-01' as date)", '-no') }}
from {{ numbers() }}

-- days_from_to
select {{ days_from_to('first', 'last') }}
from (
    select cast(one as date) as first, cast(other as date) as last
    from (values ('2028-02-27', '2028-03-01'), ('2026-01-01', '2026-01-01'), ('2026-01-02', '2026-01-01'), (null, '2026-01-01'))
        as written (one, other)
)

-- integers_from_to
select {{ integers_from_to('-2', 2) }}

-- names_of_true
select no, word, {{ names_of_true({'one': 'no = 1', 'a': "word = 'a'"}) }}
from {{ numbers() }}

-- unnest_values
select no, {{ unnest_values(words('word')) }}
from {{ numbers() }}

-- end_of_day
select {{ end_of_day("cast('2026-03-29' as date)") }}

-- is_within_seconds
select instant, other, {{ is_within_seconds('other', 'instant', '3600 * 2') }}
from {{ instants() }}

-- first_values
select no, {{ first_values('word', ['-no', 'word'], 2) }}
from {{ numbers() }}
where word is not null
group by no

-- weekday_no
select date_day, {{ iso_weekday('date_day') }}, {{ week_start('date_day') }}, {{ hour_of_week('date_day') }}
from (
    select cast(text as date) as date_day
    from (values ('2026-03-01'), ('2026-03-02'), ('2027-01-01'), (null)) as written (text)
)

-- share_of_voice_pct
select no, amount, {{ share_of_voice_pct('no', 'word') }}
from {{ numbers() }}

-- repeated_pct
select no, {{ repeated_pct('no', '7') }}, {{ repeated_pct('no', '0') }}
from {{ numbers() }}

-- lift
select no, {{ lift('no', '3', '7', '11') }}
from {{ numbers() }}

-- robust_z
select no, {{ robust_z('amount', '1e0', '3e0') }}
from {{ numbers() }}

-- feature_weight
select no, {{ feature_weight('10', 'no', '500') }}, {{ feature_weight('10', '300', '500') }}
from {{ numbers() }}

-- story_similarity
select no, {{ story_similarity('amount', '3e0', '7e0', '5000e0') }}
from {{ numbers() }}

-- rounded
select text, {{ rounded('cast(text as double)', 4) }} as rounded
from (values ('1.00005'), ('2.67495'), ('0.03125'), ('12345.00015'), ('-1.00005'), ('0'), (null)) as written (text)
