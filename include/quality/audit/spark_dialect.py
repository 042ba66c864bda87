"""What the suites' queries, which are DuckDB's SQL, are in Spark's, and Spark's types in DuckDB's words.

Most of it sqlglot does. What stands here is where it leaves a query that Spark refuses or answers otherwise:
each rewrite says in which way the engines differ. Queries keep their meaning on DuckDB to the last row.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from include.lake.state import GENERATION_COLUMN

if TYPE_CHECKING:
    from sqlglot import exp

BATCH = "pressmark_batch"
"""Stands for `{batch}` while a query is turned: a name that no table has."""

LAST_CODE_OF_CHR = 255
"""Beyond it, Spark's `chr` begins anew."""

TYPES = {
    "string": "VARCHAR",
    "byte": "TINYINT",
    "short": "SMALLINT",
    "integer": "INTEGER",
    "long": "BIGINT",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "timestamp_ntz": "TIMESTAMP",
    "binary": "BLOB",
}
"""Spark's types by their names in a schema's JSON; those that are missing have the same name on both."""


def spark_query(
    query: str, lake_tables: Collection[str], batch_columns: Mapping[str, str] | None = None
) -> str:
    """A query of a suite as Spark takes it; `{batch}` stays what it is, and further braces stay doubled.

    `lake_tables` are the tables that say of each row which build wrote it. `batch_columns` are the types of
    the batch's columns in DuckDB's words, for a query that asks for them.

    Raises:
        sqlglot.errors.SqlglotError: the query is none that can be turned.
    """
    import sqlglot

    tree = sqlglot.parse_one(query.format(batch=BATCH), read="duckdb")
    _name_columns(tree, batch_columns or {})
    _leave_row_ids_out(tree)
    _leave_builds_out(tree, lake_tables)
    # From within: what is put in another's place has been turned already.
    for node in reversed(list(tree.walk())):
        rewritten = _rewritten(node)
        if rewritten is not node:
            node.replace(rewritten)
    sql: str = tree.sql("spark", pretty=True, unsupported_level=sqlglot.ErrorLevel.RAISE)
    return sql.replace("{", "{{").replace("}", "}}").replace(BATCH, "{batch}")


def duckdb_type(data_type: str | dict[str, Any]) -> str:
    """A type of Spark, as a schema's JSON has it, in DuckDB's words."""
    if isinstance(data_type, str):
        return TYPES.get(data_type, data_type.upper())
    if data_type["type"] == "array":
        return f"{duckdb_type(data_type['elementType'])}[]"
    if data_type["type"] == "struct":
        fields = (f"{field['name']} {duckdb_type(field['type'])}" for field in data_type["fields"])
        return f"STRUCT({', '.join(fields)})"
    return str(data_type["type"]).upper()


def _name_columns(tree: "exp.Expression", batch_columns: Mapping[str, str]) -> None:
    """Put in a list for `describe`, which is no table in Spark."""
    import sqlglot
    from sqlglot import exp

    rows = ", ".join(f"('{name}', '{data_type}')" for name, data_type in batch_columns.items())
    for described in list(tree.find_all(exp.Describe)):
        listed = sqlglot.parse_one(
            f"select * from (values {rows}) as listed (column_name, column_type)", read="duckdb"
        )
        # Great Expectations says of each query that does not name the batch that it should.
        listed.add_comments([f"the columns of {BATCH}"])
        described.replace(listed)


def _leave_row_ids_out(tree: "exp.Expression") -> None:
    """Ask for rows by their condition alone: looking addresses up first is a detour for DuckDB's sake."""
    from sqlglot import exp

    for looked_up in list(tree.find_all(exp.In)):
        if isinstance(looked_up.this, exp.Column) and looked_up.this.name == "rowid":
            looked_up.replace(looked_up.args["query"].this.args["where"].this)


def _leave_builds_out(tree: "exp.Expression", lake_tables: Collection[str]) -> None:
    """A table of the lake has a column that says which build wrote a row, and is no part of the row."""
    import sqlglot
    from sqlglot import exp

    for table in list(tree.find_all(exp.Table)):
        name = f"{table.db}.{table.name}"
        if name in lake_tables:
            rows = sqlglot.parse_one(f"select * except ({GENERATION_COLUMN}) from {name}", read="spark")
            assert isinstance(rows, exp.Select)
            table.replace(rows.subquery(table.alias_or_name))


def _rewritten(node: "exp.Expression") -> "exp.Expression":
    """An expression in Spark's words, where sqlglot's would not be the same."""
    from sqlglot import exp

    rewrites: dict[type[exp.Expression], Callable[[Any], exp.Expression]] = {
        exp.Chr: _character,
        exp.DayOfWeekIso: _weekday_no,
        exp.Div: _quotient,
        exp.In: _in_rows,
        exp.Lower: _lower,
        exp.RegexpFullMatch: _full_match,
        exp.RegexpLike: _match,
        exp.Substring: _substring,
        exp.TimeToUnix: _seconds,
    }
    rewrite = rewrites.get(type(node))
    return rewrite(node) if rewrite else node


def _character(node: "exp.Chr") -> "exp.Expression":
    """The character itself, where Spark's function would give another one."""
    from sqlglot import exp

    (code,) = node.expressions
    return exp.Literal.string(chr(int(code.name))) if int(code.name) > LAST_CODE_OF_CHR else node


def _weekday_no(node: "exp.DayOfWeekIso") -> "exp.Expression":
    """From Monday, which is 1; sqlglot's is another day."""
    from sqlglot import exp

    return exp.paren(exp.Anonymous(this="weekday", expressions=[node.this]) + 1, copy=False)


def _quotient(node: "exp.Div") -> "exp.Expression":
    """Of doubles, whatever is divided, and infinite over nothing, which is an error in Spark."""
    from sqlglot import exp

    part, whole = (exp.cast(side, "double") for side in (node.this, node.expression))
    quotient = exp.Div(this=part, expression=whole, typed=True)
    if isinstance(node.expression, exp.Literal):
        return quotient
    nothing = exp.EQ(this=whole.copy(), expression=exp.Literal.number(0))
    infinite = part.copy() * exp.cast(exp.Literal.string("Infinity"), "double")
    return exp.case().when(nothing, infinite).else_(quotient)


def _in_rows(node: "exp.In") -> "exp.Expression":
    """Several values at once are one on both sides: so a missing one is like another missing one.

    A struct would be taken to pieces again, a list of one struct is not.
    """
    from sqlglot import exp

    query = node.args.get("query")
    if isinstance(node.this, exp.Tuple) and query is not None:
        (answered,) = query.this.expressions
        for row in (node.this, answered):
            struct = exp.Anonymous(this="struct", expressions=row.expressions)
            row.replace(exp.Anonymous(this="array", expressions=[struct]))
    return node


def _lower(node: "exp.Lower") -> "exp.Expression":
    """Letter by letter: in Spark, some depend on those beside them, and one becomes two."""
    from sqlglot import exp

    letters = [node.this, exp.Literal.string("İΣ"), exp.Literal.string("iσ")]
    return exp.Lower(this=exp.Anonymous(this="translate", expressions=letters))


def _full_match(node: "exp.RegexpFullMatch") -> "exp.Expression":
    r"""From the first to the last character: Java's `$` would leave a line's end over."""
    return _rlike(node.this, rf"\A(?:{node.expression.name})\z")


def _match(node: "exp.RegexpLike") -> "exp.Expression":
    return _rlike(node.this, node.expression.name)


def _rlike(text: "exp.Expression", pattern: str) -> "exp.Expression":
    r"""A line ends with `\n` alone, as in RE2; Java knows further ends."""
    from sqlglot import exp

    return exp.RegexpLike(this=text, expression=exp.Literal.string(f"(?d){pattern}"))


def _substring(node: "exp.Substring") -> "exp.Expression":
    """Of bounds that are wrong, too: before the text, and from the end back to the beginning."""
    from sqlglot import exp

    start, length = node.args["start"], node.args.get("length")
    if isinstance(start, exp.Literal) or length is None:
        return node

    def cut(first: "exp.Expression", count: "exp.Expression") -> "exp.Expression":
        return exp.Anonymous(this="substring", expressions=[node.this.copy(), first, count])

    start, length = exp.paren(start), exp.paren(length)
    return (
        exp.case()
        .when(
            exp.LT(this=length, expression=exp.Literal.number(0)), cut(start + length, exp.Neg(this=length))
        )
        .when(exp.EQ(this=start, expression=exp.Literal.number(0)), cut(exp.Literal.number(1), length - 1))
        .else_(cut(start, length))
    )


def _seconds(node: "exp.TimeToUnix") -> "exp.Expression":
    """With their fractions, which sqlglot's function cuts off."""
    from sqlglot import exp

    micros = exp.Anonymous(this="unix_micros", expressions=[exp.cast(node.this, "timestamp")])
    return exp.paren(exp.Div(this=micros, expression=exp.Literal.number("1e6"), typed=True), copy=False)
