"""Where the boxes of a graph stand: networkx lays it out, and then no box may lie upon another.

The names are the nodes, so a box is as wide as its name. The layout is the same in every run.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import networkx

from include.news_page.model import Pair

SEED = 7
CHAR_WIDTH_PX = 7.4
"""Of the middling letter, at the size of font in which the page writes names."""
BOX_HEIGHT_PX = 26
BOX_PADDING_PX = 9
BOX_DISTANCE_PX = 7
MAX_LABEL_CHARS = 20
MAX_ROUNDS = 400


@dataclass(frozen=True, slots=True)
class Shape:
    """How much room there is, in px."""

    name: str
    width_px: int
    height_px: int


WIDE = Shape("wide", 1040, 680)
TALL = Shape("tall", 340, 1080)
"""For telephones, where the wide one would be too small to be read."""


@dataclass(slots=True)
class Box:
    """One name. x and y are its middle, in px."""

    slug: str
    label: str
    entity_type: str
    width_px: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Edge:
    """One pair, from the middle of a box to that of another."""

    from_box: Box
    to_box: Box
    pair: Pair
    width_px: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A graph in a shape."""

    shape: Shape
    boxes: list[Box]
    edges: list[Edge]


def draw(pairs: Sequence[Pair], shape: Shape) -> Drawing:
    """Place the entities of the pairs within the shape: the more articles two share, the nearer."""
    graph = networkx.Graph()
    named: dict[str, tuple[str, str]] = {}
    for pair in pairs:
        graph.add_edge(pair.slug_a, pair.slug_b, weight=math.sqrt(pair.article_count))
        named[pair.slug_a] = (pair.name_a, pair.entity_type_a)
        named[pair.slug_b] = (pair.name_b, pair.entity_type_b)
    places = networkx.spring_layout(graph, seed=SEED, k=1.6 / math.sqrt(len(graph)), iterations=300)
    boxes = {slug: _box(slug, *named[slug]) for slug in graph}
    # By rank along each side, so that a far-off pair does not press all others together.
    for axis, side_px in ((0, shape.width_px), (1, shape.height_px)):
        ordered = sorted(boxes, key=lambda slug: (float(places[slug][axis]), slug))
        for rank, slug in enumerate(ordered):
            middle = (rank + 0.5) / len(ordered) * side_px
            if axis == 0:
                boxes[slug].x = middle
            else:
                boxes[slug].y = middle
    _push_apart(list(boxes.values()), shape)
    most = max(pair.article_count for pair in pairs)
    edges = [
        Edge(boxes[pair.slug_a], boxes[pair.slug_b], pair, 1 + 5 * math.sqrt(pair.article_count / most))
        for pair in pairs
    ]
    return Drawing(shape, list(boxes.values()), edges)


def _box(slug: str, name: str, entity_type: str) -> Box:
    label = name if len(name) <= MAX_LABEL_CHARS else f"{name[: MAX_LABEL_CHARS - 1]}…"
    return Box(slug, label, entity_type, len(label) * CHAR_WIDTH_PX + 2 * BOX_PADDING_PX, 0, 0)


def _push_apart(boxes: Sequence[Box], shape: Shape) -> None:
    """Move boxes that lie upon each other, by the shorter way, until none does."""
    for _ in range(MAX_ROUNDS):
        is_moved = False
        for one, other in itertools.combinations(boxes, 2):
            over_x = (one.width_px + other.width_px) / 2 + BOX_DISTANCE_PX - abs(one.x - other.x)
            over_y = BOX_HEIGHT_PX + BOX_DISTANCE_PX - abs(one.y - other.y)
            if over_x <= 0 or over_y <= 0:
                continue
            is_moved = True
            if over_x < over_y:
                step = math.copysign(over_x / 2 + 0.5, one.x - other.x)
                one.x, other.x = one.x + step, other.x - step
            else:
                step = math.copysign(over_y / 2 + 0.5, one.y - other.y)
                one.y, other.y = one.y + step, other.y - step
        for box in boxes:
            box.x = min(max(box.x, box.width_px / 2 + 1), shape.width_px - box.width_px / 2 - 1)
            box.y = min(max(box.y, BOX_HEIGHT_PX / 2 + 1), shape.height_px - BOX_HEIGHT_PX / 2 - 1)
        if not is_moved:
            return
