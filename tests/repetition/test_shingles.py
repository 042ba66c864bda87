"""Texts that have words in a row in common are found, and what they share is counted."""

from hypothesis import given
from hypothesis import strategies as st

from include.repetition.shingles import Shared, fingerprints, shared_shingles

WORDS = st.lists(st.sampled_from(["harbour", "bank", "opens", "vault", "rain"]))


def numbered(first: int, last: int) -> str:
    return " ".join(f"word{number}" for number in range(first, last + 1))


def test_case_punctuation_and_typography_make_no_difference() -> None:
    assert shared_shingles("“It’s HARBOUR Bank’s vault,” he said.", "it's harbour bank's vault he said") == (
        Shared(5, 5)
    )


def test_a_shingle_counts_once_however_often_it_is_said() -> None:
    assert shared_shingles("one two three four one two three four", "one two three four") == Shared(4, 1)


def test_what_has_less_than_four_words_has_no_shingle() -> None:
    assert shared_shingles("one two three", "one two three") == Shared(0, 0)
    assert fingerprints("one two three four five six seven") == []


def test_one_run_of_eight_words_is_a_fingerprint() -> None:
    assert len(fingerprints(numbered(1, 8))) == 1


def test_few_runs_of_a_text_are_fingerprints() -> None:
    assert len(fingerprints(numbered(1, 600))) < 200


@given(WORDS, WORDS, WORDS, WORDS, st.integers(0, 1000))
def test_fifteen_words_in_a_row_are_always_found(
    before: list[str], after: list[str], other_before: list[str], other_after: list[str], first: int
) -> None:
    common = numbered(first, first + 14)
    one = " ".join([*before, common, *after])
    other = " ".join([*other_before, common, *other_after])
    assert set(fingerprints(one)) & set(fingerprints(other))
