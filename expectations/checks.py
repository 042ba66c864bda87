"""Short ways to write the expectations that every table needs.

Each one has a name that is unique within its table and stays the same from run to run, a severity, and a
reason: what it protects, and what to do when it fails. `critical` sets the documents of the failing rows
aside or refuses the load, `warning` is shown.

A defect of ours (a key, a reference, a place in the text) is critical from the first row on. What a source
can get wrong by itself (a date in the future, a price of zero) stands in no table: the models leave it out
and name it in `impossible_values`. That it was left out is a warning, and critical where so many rows have it
that no source can be to blame, or where the document is nothing without it.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from expectations import declared
from expectations.scope import GENESIS_DATE, LAST_LANDING

if TYPE_CHECKING:
    from great_expectations.expectations.expectation import Expectation

Severity = Literal["critical", "warning"]

SYSTEMATIC_SHARE = 0.05
"""Above this share of a load's rows, an impossible value is taken for a fault of the parser."""

MIN_SYSTEMATIC_DOCUMENT_COUNT = 3
"""In fewer, it is a source's fault whatever the share: one row of seven is more than 5 per cent."""

MIN_TELLING_COUNT = 20
"""Of fewer rows, a share says nothing: real days of four articles often have one without a text."""


PROMISED_COLUMNS = "Analysts query these columns: change them with a new contract only."


def columns(table: str, reason: str = PROMISED_COLUMNS) -> "Expectation":
    """The table has the columns that are declared for it, with their types; further ones do not matter."""
    expected = ", ".join(f"('{name}', '{data_type}')" for name, data_type in declared.columns(table).items())
    return no_rows(
        "columns_and_types",
        f"""
        select expected.column_name, expected.column_type as expected_type, found.column_type as found_type
        from (values {expected}) as expected (column_name, column_type)
        left join (describe select * from {{batch}}) as found on expected.column_name = found.column_name
        where found.column_type is distinct from expected.column_type
        """,
        reason,
    )


def present(names: Iterable[str], reason: str) -> list["Expectation"]:
    """None of the columns is ever null."""
    from great_expectations.expectations.core.expect_column_values_to_not_be_null import (
        ExpectColumnValuesToNotBeNull,
    )
    from great_expectations.expectations.metadata_types import FailureSeverity

    return [
        ExpectColumnValuesToNotBeNull(
            column=name, severity=FailureSeverity.CRITICAL, notes=reason, meta={"name": f"{name}_present"}
        )
        for name in names
    ]


def mostly_present(name: str, share: float, reason: str) -> "Expectation":
    """At least this share of the rows has a value; fewer is a warning, where enough rows tell."""
    return no_rows(
        f"{name}_mostly_present",
        f"""
        select count({name}) as present_count, count(*) as row_count
        from {{batch}}
        having row_count >= {MIN_TELLING_COUNT} and present_count < {share} * row_count
        """,
        reason,
        "warning",
    )


def one_of(name: str, values: Collection[str], reason: str) -> "Expectation":
    """Each value that is not null is one of these."""
    from great_expectations.expectations.core.expect_column_values_to_be_in_set import (
        ExpectColumnValuesToBeInSet,
    )
    from great_expectations.expectations.metadata_types import FailureSeverity

    return ExpectColumnValuesToBeInSet(
        column=name,
        value_set=sorted(values),
        severity=FailureSeverity.CRITICAL,
        notes=reason,
        meta={"name": f"{name}_accepted"},
    )


def between(name: str, low: float | None, high: float | None, reason: str) -> "Expectation":
    """Each value that is not null lies within the bounds, bounds included."""
    from great_expectations.expectations.core.expect_column_values_to_be_between import (
        ExpectColumnValuesToBeBetween,
    )
    from great_expectations.expectations.metadata_types import FailureSeverity

    return ExpectColumnValuesToBeBetween(
        column=name,
        min_value=low,
        max_value=high,
        severity=FailureSeverity.CRITICAL,
        notes=reason,
        meta={"name": f"{name}_in_range"},
    )


def no_rows(
    name: str, query: str, reason: str, severity: Severity = "critical", *, is_of_table: bool = False
) -> "Expectation":
    """A query over `{batch}` answers nothing; what it answers is what is wrong.

    Where it answers documents, those can be set aside, unless the fault is the table's own.
    """
    from great_expectations.expectations.metadata_types import FailureSeverity

    from expectations.no_rows import ExpectNoRows

    return ExpectNoRows(
        unexpected_rows_query=query,
        severity=FailureSeverity(severity),
        notes=reason,
        meta={"name": name, "is_of_table": is_of_table},
        description=reason,
    )


def unique(table: str, names: Sequence[str], reason: str, name: str | None = None) -> "Expectation":
    """No key of the batch stands twice in the whole table."""
    key = ", ".join(names)
    return no_rows(
        name or f"{'_'.join(names)}_unique",
        f"""
        select {key}, count(*) as row_count
        from {table}
        where ({key}) in (select ({key}) from {{batch}})
        group by {key}
        having count(*) > 1
        """,
        reason,
        is_of_table=True,
    )


def known(
    name: str, table: str, reason: str, keys: Sequence[str], column: str | None = None
) -> "Expectation":
    """Each value that is not null stands in the other table."""
    return no_rows(
        f"{name}_known",
        f"""
        select {", ".join(keys)}
        from {{batch}} as batch
        anti join (select {column or name} as known_value from {table}) as known
            on batch.{name} = known.known_value
        where batch.{name} is not null
        """,
        reason,
    )


def hexadecimal(name: str, digit_count: int, reason: str) -> "Expectation":
    """Each value is so many lower-case hexadecimal digits."""
    return no_rows(
        f"{name}_well_formed",
        f"""
        select {name}
        from {{batch}}
        where not regexp_full_match({name}, '[0-9a-f]{{{{{digit_count}}}}}')
        """,
        reason,
    )


MISREAD = "The text at the place is not the value: mend the parser, then read the documents again."


def reads_back(
    name: str,
    keys: Sequence[str],
    reason: str = MISREAD,
    *,
    is_always_in_text: bool = True,
    column: str | None = None,
) -> "Expectation":
    """The value is what stands at its place in the document.

    The batch has a column `{name}_at_span`. Where `is_always_in_text` is false, the value may come from a
    record's own fields and then has no place.
    """
    value = column or name
    condition = "" if is_always_in_text else f"{name}_at_span is not null and "
    return no_rows(
        f"{name}_reads_back",
        f"""
        select {", ".join(keys)}, {value}, {name}_at_span
        from {{batch}}
        where {condition}{value} is distinct from {name}_at_span
        """,
        reason,
    )


def possible(name: str, impossible: str, keys: Sequence[str], reason: str) -> "Expectation":
    """No row holds a value that cannot be true.

    The models leave such values out, so a row that has one is the model's fault and the whole table's: no
    document is set aside for it, and nobody can vouch for it.
    """
    return no_rows(
        f"{name}_possible",
        f"select {', '.join(keys)} from {{batch}} where {impossible}",
        f"{reason} A model should have left it out: mend it.",
        is_of_table=True,
    )


def possible_day(name: str, keys: Sequence[str]) -> "Expectation":
    """No day is before Bitcoin, or after the last landing."""
    return possible(
        name,
        f"({name} < '{GENESIS_DATE}' or {name} > cast({LAST_LANDING} as date))",
        keys,
        "No day is before Bitcoin, or after the last landing.",
    )


def left_out(column: str) -> str:
    """The condition that the column is null because what the source says cannot be true."""
    return f"coalesce(list_contains(impossible_values, '{column}'), false)"


def plausible(
    name: str, impossible: str, keys: Sequence[str], reason: str, *, rows_with: str = "true"
) -> list["Expectation"]:
    """No row is impossible; a few are a source's fault, many of several documents are ours.

    `impossible` and `rows_with` are conditions; rows for which the latter does not hold are not counted. The
    rows of one document count as one fault.
    """
    return [
        no_rows(
            f"{name}_plausible",
            f"select {', '.join(keys)} from {{batch}} where {impossible}",
            f"{reason} Single rows are the source's fault: compare them with the text.",
            "warning",
        ),
        no_rows(
            f"{name}_plausible_throughout",
            f"""
            select
                count(*) filter ({impossible}) as impossible_count,
                count(distinct document_id) filter ({impossible}) as impossible_document_count,
                count(*) as row_count
            from {{batch}}
            where {rows_with}
            having
                impossible_count > {SYSTEMATIC_SHARE} * row_count
                and impossible_document_count >= {MIN_SYSTEMATIC_DOCUMENT_COUNT}
            """,
            f"{reason} More than {SYSTEMATIC_SHARE:.0%} of a load: the parser misreads them; mend it.",
        ),
    ]


def share_below(name: str, figures: str, maximum_pct: float, reason: str) -> "Expectation":
    """A share of the batch stays below a limit; above it is a warning.

    `figures` is a query over `{batch}` of `part_count` and `whole_count`, one row or one row a group.
    """
    return no_rows(
        name,
        f"""
        select *, round(100.0 * part_count / whole_count, 2) as share_pct, {maximum_pct} as maximum_pct
        from ({figures}) as figures
        where 100.0 * part_count > {maximum_pct} * whole_count
        """,
        reason,
        "warning",
    )
