"""What the documents say can be done, can be done."""

import re

import pytest

from include.settings import PROJECT_ROOT, Settings
from include.warehouse import reader, writer

QUERIES = re.findall(r"```sql\n(.*?)```", (PROJECT_ROOT / "docs" / "data-model.md").read_text(), re.DOTALL)


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_data_model_answers(query: str, published_samples: Settings) -> None:
    with reader(published_samples.published_path) as connection:
        assert connection.execute(query).fetchall()


def test_every_published_table_is_in_the_data_model(normalised_samples: Settings) -> None:
    document = (PROJECT_ROOT / "docs" / "data-model.md").read_text()
    with writer(normalised_samples) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where schema_name in ('core', 'marts')"
        ).fetchall()
    assert len(tables) >= 14
    assert [name for schema, name in tables if f"`{schema}.{name}`" not in document] == []


def test_every_table_and_column_says_where_it_is_queried_what_it_holds(normalised_samples: Settings) -> None:
    with writer(normalised_samples) as connection:
        silent = connection.execute(
            """
            select schema_name || '.' || table_name || '.' || column_name
            from duckdb_columns()
            where schema_name in ('raw', 'core', 'marts') and nullif(comment, '') is null
            union all
            select schema_name || '.' || table_name
            from duckdb_tables()
            where schema_name in ('raw', 'core', 'marts') and nullif(comment, '') is null
            """
        ).fetchall()
    assert silent == []
