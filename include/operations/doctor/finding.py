"""What a look found."""

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warning", "wrong"]
"""`wrong` keeps the pipeline from working or waits for a person; a `warning` will be one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, and, unless all is well, what to do."""

    subject: str
    state: State
    text: str
    remedy: str = ""
