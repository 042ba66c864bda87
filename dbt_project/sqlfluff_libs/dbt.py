"""dbt's own macros that models use, for sqlfluff."""


def type_string() -> str:
    """The type of a text."""
    return "text"
