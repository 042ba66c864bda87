"""Where the surfaces stand that only one document brings: its definitions, its new names, its widgets."""

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind


class Surfaces:
    """Any number of surfaces, all looked for at once.

    Linear: one pass of an automaton finds every surface, where one search each would read the text as often
    as it brings names. At one place only those are found that end each other, which their lengths bound.
    """

    def __init__(self, surfaces: Iterable[str]) -> None:
        self._surfaces = [surface for surface in dict.fromkeys(surfaces) if surface]
        self._automaton = (
            AhoCorasick(self._surfaces, matchkind=MatchKind.Standard) if self._surfaces else None
        )

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield `(char_start, surface)` for every occurrence, also overlapping ones, by where they end."""
        if self._automaton is not None:
            for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
                yield start, self._surfaces[index]

    def starts(self, text: str) -> dict[str, list[int]]:
        """Return where each surface stands, from left to right; no two places of one surface overlap."""
        starts: dict[str, list[int]] = {}
        for start, surface in self.find(text):
            places = starts.setdefault(surface, [])
            if not places or start >= places[-1] + len(surface):
                places.append(start)
        return starts
