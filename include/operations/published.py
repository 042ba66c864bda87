"""What stands in the published file, as `make run` and `make sql` show it."""

from pathlib import Path

from include import warehouse


def tables(path: Path) -> list[tuple[str, str]]:
    """The schema and the name of every table and view."""
    with warehouse.reader(path) as connection:
        return connection.execute(
            "select table_schema, table_name from information_schema.tables order by all"
        ).fetchall()


def row_counts(path: Path, schema: str) -> dict[str, int]:
    """Rows by `schema.table`; empty where nothing is published yet."""
    if not path.exists():
        return {}
    names = [f"{schema}.{name}" for table_schema, name in tables(path) if table_schema == schema]
    with warehouse.reader(path) as connection:
        return {name: int(connection.sql(f"from {name}").count("*").fetchall()[0][0]) for name in names}
