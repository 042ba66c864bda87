"""What the variables of make's commands mean."""

from datetime import date

from include.operations.errors import OperationError


def day(name: str, text: str) -> date | None:
    """The day that a variable names; none where it is empty.

    Raises:
        OperationError: it is no day.
    """
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise OperationError(f"{name}={text} is no day: write it like {name}=2026-03-01.") from error
