"""A graph can be read: no box lies upon another, none outside, and it is the same in every run."""

import itertools

import pytest

from include.news_page.graph import BOX_HEIGHT_PX, MAX_LABEL_CHARS, TALL, WIDE, draw
from include.news_page.model import MAX_PAIRS, Pair


def pair(slug_a, slug_b, article_count=3):
    return Pair(slug_a, slug_a.title(), "asset", slug_b, slug_b.title(), "person", article_count, 4, 2.0)


STAR = [pair("hub", f"a-name-of-some-length-{n}", n + 3) for n in range(MAX_PAIRS)]
STRANGERS = [pair(f"left-{n}", f"right-{n}") for n in range(MAX_PAIRS // 2)]
CHAIN = [pair(f"node-{n}", f"node-{n + 1}") for n in range(12)]


@pytest.mark.parametrize("shape", [WIDE, TALL], ids=["wide", "tall"])
@pytest.mark.parametrize(
    "pairs", [STAR, STRANGERS, CHAIN, CHAIN[:1]], ids=["star", "strangers", "chain", "one"]
)
def test_boxes_lie_apart_and_inside(pairs, shape):
    drawing = draw(pairs, shape)
    for one, other in itertools.combinations(drawing.boxes, 2):
        assert (
            abs(one.x - other.x) >= (one.width_px + other.width_px) / 2
            or abs(one.y - other.y) >= BOX_HEIGHT_PX
        ), (one, other)
    for box in drawing.boxes:
        assert box.width_px / 2 <= box.x <= shape.width_px - box.width_px / 2
        assert BOX_HEIGHT_PX / 2 <= box.y <= shape.height_px - BOX_HEIGHT_PX / 2


def test_the_same_pairs_are_drawn_alike():
    assert draw(STAR, WIDE) == draw(STAR, WIDE)


def test_more_articles_are_a_thicker_line():
    thin, *_, thick = draw(STAR, WIDE).edges
    assert thin.width_px < thick.width_px


def test_long_names_are_shortened():
    labels = [box.label for box in draw(STAR, WIDE).boxes]
    assert max(map(len, labels)) == MAX_LABEL_CHARS
    assert any(label.endswith("…") for label in labels)
