"""What holds for any text at all."""

from hypothesis import given
from hypothesis import strategies as st

from include.mentions.model import AssetDefinition
from include.mentions.names.normalise import fold, normalise, slugify
from include.parsing.model import SectionSpan

WORDS = (
    "Bitcoin bitcoin BTC (BTC) $SOL #LINK LINK NEAR Near Powell Jerome Ripple TRUMP Shiba\u00a0Inu İ ß ’s . "
    ", / ( ) \n @ :// www. 5% $14 1,200 (FLI) Zorbcoin (ZORB) token price CEO \u2028 \ufeff \U0001f680 "
    "BTCUSDT S (S)"
)
PIECES = st.sampled_from(WORDS.split(" "))
JOINED = st.lists(PIECES, max_size=24).map(" ".join)
GLUED = st.lists(PIECES, max_size=24).map("".join)
TEXTS = st.one_of(st.text(max_size=80), JOINED, GLUED)


@given(text=TEXTS, cut=st.integers(0, 60), widget=st.sampled_from(["Bitcoin", "Zorb", "(", ""]))
def test_spans_are_true_and_accepted_mentions_never_overlap(matcher, text, cut, widget):
    sections = [SectionSpan("headline", 0, cut), SectionSpan("price_widget", cut, len(text))]
    if cut % 2:
        sections = [SectionSpan("body", 0, len(text))]
    mentions = matcher.find(text, sections, [AssetDefinition(widget, "BTC")])
    position = 0
    for mention in mentions:
        assert text[mention.char_start : mention.char_end] == mention.surface != ""
        assert mention.sentence_no >= 1
        assert 0 <= mention.confidence <= 1
        if mention.is_accepted:
            assert mention.char_start >= position
            position = mention.char_end
    assert [m.char_start for m in mentions] == sorted(m.char_start for m in mentions)


@given(st.text())
def test_normalising_keeps_the_length(text):
    assert len(normalise(text)) == len(fold(text)) == len(text)


@given(st.text())
def test_a_slug_is_kebab_case(text):
    slug = slugify(text)
    assert slug == slugify(slug)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
