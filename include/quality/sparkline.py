"""A line the size of a word, as inline SVG: it takes its colour from the text and needs no script."""

from collections.abc import Sequence

WIDTH = 120
HEIGHT = 24
_MARGIN = 2


def points(values: Sequence[float]) -> str:
    """The `points` of a polyline through the values, from zero at the bottom to the largest at the top."""
    largest = max(values, default=0) or 1
    step = (WIDTH - 2 * _MARGIN) / max(len(values) - 1, 1)
    height = HEIGHT - 2 * _MARGIN
    return " ".join(
        f"{_MARGIN + step * place:.1f},{_MARGIN + height * (1 - value / largest):.1f}"
        for place, value in enumerate(values)
    )
