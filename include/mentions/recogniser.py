"""A second pair of eyes: an optional recogniser for people and organisations that no list knows."""

from collections.abc import Iterable
from typing import Protocol

from include.mentions.model import EntityType


class Recogniser(Protocol):
    """Finds names in a text, for example by a statistical model."""

    def find(self, text: str) -> Iterable[tuple[int, int, EntityType]]:
        """Yield `(char_start, char_end, entity_type)` for each name, counted in code points."""
        ...
