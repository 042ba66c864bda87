"""Tables of an earlier version get the columns that they lack."""

import duckdb

from include.tables.create import create_tables
from include.tables.raw import DOCUMENT


def columns(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [name for name, *_ in connection.execute("describe raw.document").fetchall()]


def test_a_table_that_lacks_a_column_gets_it_and_keeps_its_rows() -> None:
    connection = duckdb.connect()
    create_tables(connection)
    declared = [column.name for column in DOCUMENT.columns]
    connection.execute("alter table raw.document drop column page_marks")
    connection.execute(
        """
        insert into raw.document (
            document_id, raw_text, format, source_uri, char_count, byte_count, encoding, landed_at, load_id
        )
        values ('a', 'Tides', 'html', 'a.html', 5, 9, 'utf-8', now(), 'one')
        """
    )
    create_tables(connection)
    assert columns(connection) == declared
    assert connection.execute("select raw_text, page_marks from raw.document").fetchall() == [("Tides", None)]
    create_tables(connection)
    assert columns(connection) == declared
