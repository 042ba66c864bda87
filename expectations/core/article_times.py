"""When an article was published and captured: possible, and what its own words say."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

from expectations import checks
from expectations.scope import GENESIS_DATE, IMPOSSIBLE_TIME, LAST_LANDING, PENDING_DOCUMENTS
from include.parsing.model import Precision

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

IMPOSSIBLE_CAPTURE = " or ".join(
    f"({column} < '{GENESIS_DATE}' or {column} > {LAST_LANDING} + interval 20 minute"
    f" or {column} < published_at - interval 20 minute)"
    for column in ("first_captured_at", "last_captured_at")
)
"""Clocks differ by minutes; a wrong zone makes half an hour at least."""

INSTANT = r"\d{{4}}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
DAY_FIRST = r"\d{{4}}[-/]\d\d[-/]\d\d.*"
"""Times whose words leave no doubt about the instant, and about the day, as patterns of a query."""

STATED_INSTANT = "try_cast(published_at_raw as timestamptz)"
STATED_DAY = "try_cast(replace(left(published_at_raw, 10), '/', '-') as date)"
"""The same words as the engine reads them; without a zone, the instant is up to 14 hours off."""


def expectations(keys: Sequence[str]) -> list["Expectation"]:
    """What holds of the times of a batch of `core.article`, whose rows are named by `keys`."""
    return [
        checks.one_of("published_at_precision", get_args(Precision), "Readers round by it."),
        checks.no_rows(
            "time_has_precision",
            """
            select article_id, document_id, published_at, published_at_raw, published_at_precision
            from {batch}
            where (published_at is null) != (published_at_precision is null)
                or (published_at is not null and published_at_raw is null)
            """,
            "A time is nothing without its own words and how exact it is.",
        ),
        checks.no_rows(
            "published_at_is_its_words",
            f"""
            select {", ".join(keys)}, published_at, published_at_raw
            from {{batch}}
            where
                document_id in {PENDING_DOCUMENTS}
                and case
                    when regexp_full_match(published_at_raw, '{INSTANT}')
                        then abs(epoch(published_at) - epoch({STATED_INSTANT})) >= 1
                    when regexp_full_match(published_at_raw, '{DAY_FIRST}')
                        then published_at not between
                            {STATED_DAY} - interval 15 hour and {STATED_DAY} + interval 39 hour
                end
            """,
            "The engine reads the same words as another time: mend the parser, or the source's zone.",
        ),
        checks.possible(
            "published_at",
            IMPOSSIBLE_TIME,
            (*keys, "published_at", "published_at_raw", "landed_at"),
            "Nothing was published before Bitcoin, or after it was landed.",
        ),
        checks.no_rows(
            "published_at_plausible",
            f"""
            select {", ".join(keys)}, published_at_raw, landed_at
            from {{batch}}
            where {checks.left_out("published_at")} and document_id in {PENDING_DOCUMENTS}
            """,
            "No article is from before Bitcoin or after its landing: compare the date with the text. "
            "Released, the article has none.",
        ),
        checks.no_rows(
            "published_at_of_accepted_plausible",
            f"""
            select {", ".join(keys)}, published_at_raw, landed_at
            from {{batch}}
            where {checks.left_out("published_at")} and document_id not in {PENDING_DOCUMENTS}
            """,
            "A further capture declares an impossible date of an article that is here: it has none now.",
            "warning",
        ),
        checks.possible(
            "captured_at",
            IMPOSSIBLE_CAPTURE,
            (*keys, "published_at", "first_captured_at", "last_captured_at"),
            "Nothing was captured before it was published, or after it was found.",
        ),
        *checks.plausible(
            "published_before_capture",
            checks.left_out("first_captured_at"),
            (*keys, "published_at", "published_at_raw"),
            "Nothing was captured before it was published: look at the zone assumed of its time.",
            rows_with=f"first_captured_at is not null or {checks.left_out('first_captured_at')}",
        ),
    ]
