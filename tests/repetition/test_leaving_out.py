"""What is left out is a segment of its own, and in no body."""

from hypothesis import given
from hypothesis import strategies as st

from include.parsing.model import ParsedDocument, Segment, Span
from include.parsing.parse import parse
from include.repetition.leaving_out import Told, leave_out

TITLE = "Coins rise as traders return"
ADVERT = "Sign up for our daily letter today."


def read(body: str) -> tuple[str, ParsedDocument]:
    text = f"{TITLE}\n\n{body}"
    return text, parse(text, "record", TITLE)


def without(body: str, *sentences: str) -> tuple[str, Told]:
    text, parsed = read(body)
    assert parsed.body is not None
    starts = sorted((text.index(sentence), len(sentence)) for sentence in sentences)
    repeated = [Span(start, start + length) for start, length in starts]
    return text, leave_out(text, parsed.segments, parsed.body, parsed.language, repeated)


def test_a_repeated_sentence_within_a_paragraph_becomes_boilerplate() -> None:
    text, told = without(f"Bitcoin rose on Monday. {ADVERT} Traders bought more of it.", ADVERT)
    assert [(kind, text[start:end]) for kind, start, end in told.segments][2:] == [
        ("paragraph", "Bitcoin rose on Monday. "),
        ("boilerplate", ADVERT),
        ("paragraph", " Traders bought more of it."),
    ]
    assert told.body_text == "Bitcoin rose on Monday.  Traders bought more of it."
    assert told.word_count == 9


def test_at_the_end_the_body_ends_before_it() -> None:
    text, told = without(f"Bitcoin rose on Monday. {ADVERT}", ADVERT)
    assert told.body_text == "Bitcoin rose on Monday."
    assert told.body == Span(text.index("Bitcoin"), text.index(" Sign"))


def test_what_is_too_short_to_be_known_goes_with_both_its_neighbours() -> None:
    offer = "Learn how to earn with us."
    text, told = without(f"Bitcoin rose on Monday. {ADVERT} Join now! {offer} Join later!", ADVERT, offer)
    assert [text[start:end] for start, end in told.repeated] == [f"{ADVERT} Join now! {offer}"]
    assert told.body_text is not None
    assert told.body_text.endswith("Join later!")


def test_a_body_that_is_all_repeated_is_no_body() -> None:
    _, told = without(ADVERT, ADVERT)
    assert (told.body, told.body_text, told.word_count) == (None, None, 0)


SENTENCES = st.lists(
    st.sampled_from(
        ["Bitcoin rose on Monday again. ", "Nobody knows why that is.", ADVERT, "Read more\n", "\n\n", "— "]
    ),
    min_size=1,
    max_size=8,
)


@given(SENTENCES, st.data())
def test_segments_still_tile_the_document_and_the_body_holds_nothing_that_was_left_out(
    parts: list[str], data: st.DataObject
) -> None:
    text, parsed = read("".join(parts))
    if parsed.body is None:
        return
    bounds = data.draw(st.lists(st.integers(*parsed.body), max_size=6, unique=True).map(sorted))
    repeated = [
        Span(start, end)
        for start, end in zip(bounds[::2], bounds[1::2], strict=False)
        if not text[start:end].isspace()
    ]
    told = leave_out(text, parsed.segments, parsed.body, parsed.language, repeated)

    cursor = 0
    for _, start, end in told.segments:
        assert (start, end > start) == (cursor, True)
        cursor = end
    assert cursor == len(text)
    boilerplate = [Span(start, end) for kind, start, end in told.segments if kind == "boilerplate"]
    assert set(told.repeated) <= set(boilerplate)
    for start, end in repeated:
        assert all(
            text[place].isspace() or any(span.char_start <= place < span.char_end for span in boilerplate)
            for place in range(start, end)
        )
    if told.body is not None:
        assert told.body_text is not None
        assert not told.body_text[0].isspace()
        assert not told.body_text[-1].isspace()
        assert told.body.char_start >= parsed.body.char_start
        assert told.body.char_end <= parsed.body.char_end


def test_without_repeated_text_nothing_changes() -> None:
    text, parsed = read("Bitcoin rose on Monday.\nTraders bought more of it.")
    assert parsed.body is not None
    told = leave_out(text, parsed.segments, parsed.body, parsed.language, [])
    assert (told.segments, told.body, told.body_text, told.word_count) == (
        parsed.segments,
        parsed.body,
        parsed.body_text,
        parsed.word_count,
    )
    assert all(isinstance(segment, Segment) for segment in told.segments)
