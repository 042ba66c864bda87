"""Words, endings and repetition."""

import pytest

from include.parsing.values.words import (
    continuation_start,
    count_words,
    doubled_at,
    ends_a_sentence,
    is_cut,
    repost_note_start,
)


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [("", None, 0), ("one  two\nthree", "en", 3), ("价格上涨 5%", "zh", 4), ("don’t stop", "en", 2)],
)
def test_words_are_counted(text: str, language: str | None, count: int) -> None:
    assert count_words(text, language) == count


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("It ends.", True),
        ("“It ends!”", True),
        ("(It ends.)", True),
        ("它结束了。", True),
        ("It", False),
        ("", False),
    ],
)
def test_final_punctuation_may_stand_inside_quotes(text: str, does: bool) -> None:
    assert ends_a_sentence(text) is does


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("It ends.", False),
        ("It does not", True),
        ("It ends. […]", True),
        ("The post It ends appeared first on Quay.", False),
        ("It does not […] The post It ends appeared first on Quay.", True),
        ("The post It ends appeared on Quay.com. It goes on", True),
    ],
)
def test_an_excerpt_is_cut(text: str, cut: bool) -> None:
    assert is_cut(text) is cut


def test_a_repost_note_is_found_only_at_the_end() -> None:
    note = "The post A pier appeared first on Quay."
    assert repost_note_start(f"Text. {note}") == len("Text. ")
    assert repost_note_start(f"{note} Text goes on. And on.") == len(f"{note} Text goes on. And on.")


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("It rained. Continue reading", "It rained. "),
        ("It rained… Read more: A pier", "It rained… "),
        ("Read more", ""),
        ("They read more books than we do.", None),
        ("It rained. Read more\nand more", None),
    ],
)
def test_a_continuation_stands_behind_a_sentence(text: str, before: str | None) -> None:
    assert continuation_start(text) == (len(text) if before is None else len(before))


UNIT = "The harbour master counted every ship"


@pytest.mark.parametrize(
    ("text", "middle"),
    [
        (UNIT + UNIT, len(UNIT)),
        (UNIT + " " + UNIT, len(UNIT)),
        (UNIT + "…" + UNIT, len(UNIT) + 1),
        (UNIT + "…" + UNIT + "…", len(UNIT) + 1),
        (UNIT, None),
        (UNIT + UNIT.upper(), None),
        (UNIT + UNIT + UNIT, None),
        ("aa", None),
        ("", None),
    ],
)
def test_one_text_twice_is_seen(text: str, middle: int | None) -> None:
    found = doubled_at(text)
    assert (found is None) is (middle is None)
    if middle is not None:
        assert text[found:].strip().startswith(UNIT)
        assert text[:found].strip().removesuffix("…") == UNIT
