"""A column is declared once, and what is built, published and checked follows the declaration."""

import pytest

import expectations
from expectations.declared import MODELS_DIR, columns
from include.tables.create import TABLES, create_tables
from include.warehouse import writer

DECLARED = [
    *(
        f"{path.parent.name}.{path.stem}"
        for schema in ("core", "marts")
        for path in (MODELS_DIR / schema).glob("*.sql")
    ),
    *(table.name for table in TABLES),
]


@pytest.fixture(scope="module")
def built(normalised_samples):
    """The columns that the warehouse really has, by table."""
    with writer(normalised_samples) as connection:
        create_tables(connection)
        rows = connection.execute(
            """
            select concat_ws('.', schema_name, table_name), column_name, data_type
            from duckdb_columns()
            where database_name = current_database()
            order by column_index
            """
        ).fetchall()
    found = {}
    for table, column, data_type in rows:
        found.setdefault(table, {})[column] = data_type
    return found


@pytest.mark.parametrize("name", DECLARED)
def test_a_table_has_the_declared_columns_in_their_order(built, name):
    assert list(built[name].items()) == list(columns(name).items())


def test_every_promised_table_is_checked():
    promised = {name for name in DECLARED if name.split(".")[0] in {"core", "marts"}}
    checked = {table.TABLE for table in expectations.tables() if not table.TABLE.startswith("raw.")}
    assert checked == promised


def test_a_table_that_nobody_declared_is_named():
    with pytest.raises(KeyError, match=r"core\.ghost"):
        columns("core.ghost")
