-- Which headlines were changed after they were first seen, and which words came and went?
select
    source_name,
    previous_headline,
    headline,
    removed_words,
    added_words,
    seconds_after_previous
from marts.headline_revision
order by source_name, previous_headline;
