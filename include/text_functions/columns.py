"""Arrow arrays of structs and of lists of structs, filled row by row.

Building a dictionary a row and handing those to Arrow takes longer than the parsing itself. Here the values
of all rows lie in one list, from which each column is every n-th: nothing of a row outlives its adding.
"""

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from typing import Any

import pyarrow as pa

Row = Sequence[Any]


class StructRows:
    """Rows of one struct type."""

    def __init__(self, fields: Iterable[pa.Field]) -> None:
        self._fields = list(fields)
        self._values: list[Any] = []

    def add(self, rows: Iterable[Row]) -> None:
        """Append rows, each with the values of all fields in order."""
        self._values.extend(chain.from_iterable(rows))

    def to_arrays(self) -> dict[str, pa.Array]:
        """The columns by name."""
        width = len(self._fields)
        return {
            field.name: pa.array(self._values[position::width], field.type)
            for position, field in enumerate(self._fields)
        }

    def to_array(self, mask: pa.Array | None = None) -> pa.StructArray:
        """The rows as structs, null where `mask` is true."""
        return pa.StructArray.from_arrays(list(self.to_arrays().values()), fields=self._fields, mask=mask)


class ListRows:
    """Rows that are lists of structs each; None stays null, which differs from empty."""

    def __init__(self, item_type: pa.StructType) -> None:
        self._item_type = item_type
        self._items = StructRows(item_type)
        self._lengths: list[int] = []
        self._is_null: list[bool] = []

    def add(self, items: Sequence[Row] | None) -> None:
        """Append one row."""
        self._lengths.append(len(items) if items else 0)
        self._is_null.append(items is None)
        if items:
            self._items.add(items)

    def to_array(self) -> pa.ListArray:
        """The rows as lists of structs."""
        offsets = pa.array([0, *accumulate(self._lengths)], pa.int32())
        mask = pa.array(self._is_null, pa.bool_())
        return pa.ListArray.from_arrays(
            offsets, self._items.to_array(), type=pa.list_(self._item_type), mask=mask
        )
