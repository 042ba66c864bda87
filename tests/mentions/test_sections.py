"""Mentions are looked for in the sections only, and counted in their sentences."""

from include.parsing.model import SectionSpan


def test_nothing_is_found_outside_the_sections(matcher):
    text = "Bitcoin here. Ethereum there."
    assert [m.surface for m in matcher.find(text, [SectionSpan("body", 14, len(text))], [])] == ["Ethereum"]
    assert matcher.find(text, [], []) == []


def test_a_mention_never_crosses_the_end_of_a_section(matcher):
    text = "Bitcoin Cash"
    sections = [SectionSpan("headline", 0, 7), SectionSpan("body", 8, 12)]
    assert [(m.surface, m.section) for m in matcher.find(text, sections, [])] == [("Bitcoin", "headline")]


def test_a_repeated_stretch_is_marked_as_a_copy(matcher):
    text = "Bitcoin rose. Bitcoin rose."
    sections = [SectionSpan("teaser", 0, 14), SectionSpan("teaser", 14, len(text), is_copy=True)]
    assert [m.is_copy for m in matcher.find(text, sections, [])] == [False, True]


def test_words_glued_where_two_sections_meet_are_not_cut_apart(matcher):
    text = "It is about BitcoinBitcoin rose."
    sections = [SectionSpan("teaser", 0, 19), SectionSpan("teaser", 19, len(text), is_copy=True)]
    assert matcher.find(text, sections, []) == []


def test_overlapping_sections_give_no_mention_twice(matcher):
    text = "Bitcoin rose."
    sections = [SectionSpan("body", 0, len(text)), SectionSpan("body", 0, len(text))]
    assert len(matcher.find(text, sections, [])) == 1


def test_sentences_are_counted_over_all_sections(matcher):
    text = (
        "Bitcoin rises\n\nThe U.S. bought Bitcoin at $1.5 via a firm, Co. for short, on Bitcoin rails. "
        "Bitcoin!\nBitcoin"
    )
    sections = [SectionSpan("headline", 0, 13), SectionSpan("body", 15, len(text))]
    assert [m.sentence_no for m in matcher.find(text, sections, [])] == [1, 2, 2, 3, 4]


def test_glued_sentences_are_two(find):
    assert [m.sentence_no for m in find("He sold Bitcoin.Then Bitcoin fell.")] == [1, 2]
