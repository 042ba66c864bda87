"""What a database file holds, to be compared."""

from pathlib import Path

from include.warehouse import reader


def contents(path: Path, *schemas: str) -> dict[str, tuple[int, int | None]]:
    """Rows and a sum over their hashes, by table, of these schemas."""
    with reader(path) as connection:
        tables = connection.execute(
            """
            select schema_name || '.' || table_name
            from duckdb_tables()
            where list_contains(?, schema_name)
            order by all
            """,
            [schemas],
        ).fetchall()
        return {
            table: connection.execute(
                f"select count(*), sum(cast(hash(row_of) as hugeint)) from {table} as row_of"
            ).fetchall()[0]
            for (table,) in tables
        }
