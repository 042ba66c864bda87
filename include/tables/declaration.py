"""How a table is declared: once, with what its columns hold, in words that the database keeps."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `data_type` is written as `describe` answers it, but for the case of what has no names."""

    name: str
    data_type: str
    description: str
    is_nullable: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `name` holds its schema; `description` ends with the grain."""

    name: str
    description: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()

    def creation(self) -> str:
        """The statements that create the schema and the table where they are missing."""
        lines = [
            f"{column.name} {column.data_type}{'' if column.is_nullable else ' not null'}"
            for column in self.columns
        ]
        if self.primary_key:
            lines.append(f"primary key ({', '.join(self.primary_key)})")
        schema = self.name.partition(".")[0]
        return (
            f"create schema if not exists {schema};\n"
            f"create table if not exists {self.name} ({', '.join(lines)});"
        )

    def additions(self, known_names: Collection[str]) -> list[str]:
        """The statements that add what a table lacks that has columns of these names: an earlier version's.

        A new column is the last of its declaration, and nullable: nothing is known of the rows before it.
        """
        return [
            f"alter table {self.name} add column {column.name} {column.data_type};"
            for column in self.columns
            if known_names and column.name not in known_names
        ]

    def comments(self) -> dict[str, str]:
        """What the database is told about the table and its columns, by `table name` or `column name`."""
        return {f"table {self.name}": self.description} | {
            f"column {self.name}.{column.name}": column.description for column in self.columns
        }
