"""For every expectation, one way to spoil a good warehouse so that it no longer holds."""

import re
from collections.abc import Iterable, Iterator

import expectations
from expectations.declared import columns
from tests.quality.audit.spoilt import core, marts, raw

PLACES = {
    ("core.mention", "surface"): "char_start",
    ("core.rejected_mention", "surface"): "char_start",
    ("core.price_snapshot", "price_raw"): "char_start",
    ("core.repeated_text", "text"): "char_start",
}
"""Values whose place is the row's own."""

VALUE_BY_SUFFIX = {
    "_mostly_present": "null",
    "_present": "null",
    "_accepted": "'nonsense'",
    "_in_range": "-1",
    "_known": "'nobody'",
    "_well_formed": "'NOT-HEX'",
}

SPOILT = {**raw.SPOILT, **core.SPOILT, **marts.SPOILT}


SPOILT_IN_ONE_GO = ("_present", "_accepted", "_in_range", "_reads_back")
"""Each of these looks at one column of its own, so one warehouse can be wrong in all of them."""


def spoilt_together(
    table: expectations.TableExpectations, check_names: Iterable[str]
) -> Iterator[tuple[str, ...]]:
    """The checks in groups that do not get in each other's way."""
    groups: dict[str, list[str]] = {}
    for check_name in check_names:
        suffix = next((suffix for suffix in SPOILT_IN_ONE_GO if check_name.endswith(suffix)), check_name)
        is_alone = (table.TABLE, check_name) in SPOILT or check_name.endswith("_mostly_present")
        groups.setdefault(check_name if is_alone else suffix, []).append(check_name)
    return map(tuple, groups.values())


def statement_for(table: expectations.TableExpectations, check_name: str) -> str:
    """The SQL after which the expectation does not hold any more."""
    return SPOILT.get((table.TABLE, check_name)) or _by_suffix(table, check_name)


def _by_suffix(table: expectations.TableExpectations, check_name: str) -> str:
    """What spoils the expectations that many tables share."""
    name = table.TABLE
    if check_name == "columns_and_types":
        column = next(
            column for column in columns(table.TABLE) if not re.search(rf"\b{column}\b", table.BATCH_QUERY)
        )
        return f"alter table {name} alter column {column} type varchar[] using [cast({column} as varchar)]"
    if check_name.endswith("_unique"):
        return f"insert into {name} from {name} where rowid = 0"
    for suffix, value in VALUE_BY_SUFFIX.items():
        if check_name.endswith(suffix):
            column = check_name.removesuffix(suffix)
            condition = "true" if suffix == "_mostly_present" else f"rowid = (select min(rowid) from {name})"
            return f"update {name} set {column} = {value} where {condition}"
    value = check_name.removesuffix("_reads_back")
    place = PLACES.get((name, value), f"{value}_char_start")
    return f"""
        update {name} set {value} = {value} || '!'
        where rowid = (select min(rowid) from {name} where {place} is not null)
    """
