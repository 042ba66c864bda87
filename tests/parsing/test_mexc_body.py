"""The body of the `mexc_news` layout: what its lines are, where it ends, and headings that it quotes."""

from typing import Any

import pytest

from tests.parsing.builders import CONTACT, HEADLINE, PARAGRAPHS
from tests.parsing.reading import COMPLETE, fields, read, texts


class TestBody:
    LONG = "The paragraph about {} is long enough to be one, and it says that nothing has happened since."

    def kinds(self, *lines: str) -> list[tuple[str, str]]:
        text, parsed = read(body=lines)
        body = parsed.body
        assert body is not None
        return [
            (s.kind, text[s.char_start : s.char_end].strip())
            for s in parsed.segments
            if s.kind != "blank" and body.char_start <= s.char_start < body.char_end
        ]

    def test_short_lines_without_final_punctuation_are_subheadings(self) -> None:
        first, second = self.LONG.format("one"), self.LONG.format("two")
        lines = (first, "Why now?", second, "What comes next", first, HEADLINE, second)
        assert self.kinds(*lines) == [
            ("paragraph", first),
            ("subheading", "Why now?"),
            ("paragraph", second),
            ("subheading", "What comes next"),
            ("paragraph", first),
            ("subheading", HEADLINE),
            ("paragraph", second),
        ]

    def test_a_headline_inside_the_body_is_no_copy(self) -> None:
        text, parsed = read(body=(PARAGRAPHS[0], HEADLINE, PARAGRAPHS[1]))
        again = [s for s in parsed.sections if text[s.char_start : s.char_end] == HEADLINE]
        assert [(s.section, s.is_copy) for s in again] == [("headline", False), ("body", False)]

    @pytest.mark.parametrize(
        "line",
        [
            "Fees fell.",
            "he said so twice",
            "Source: Harbour dashboard",
            "Daily transfers. Source: Harbour dashboard",
            "They named three reasons for the delay:",
            "and so on…",
            "— Nora Quill (@noraquill) March 1, 2026",
            "$64,000",
            "HBR, one day. Source: TradingView",
        ],
    )
    def test_other_short_lines_are_paragraphs(self, line: str) -> None:
        assert (("paragraph", line)) in self.kinds(PARAGRAPHS[0], line, PARAGRAPHS[1])

    def test_a_last_short_line_heads_nothing(self) -> None:
        assert self.kinds(PARAGRAPHS[1], "Join our newsletter")[-1] == ("paragraph", "Join our newsletter")

    @pytest.mark.parametrize(
        "line", ["  • nine seconds", "- nine seconds", "* nine seconds", "1. Nine seconds"]
    )
    def test_bullets_are_list_items(self, line: str) -> None:
        assert ("list_item", line.strip()) in self.kinds(PARAGRAPHS[1], "Summary", line, PARAGRAPHS[2])

    def test_a_table_of_contents_repeats_the_subheadings(self) -> None:
        text = self.LONG.format("one")
        lines = ("Table of Contents", "First Part", "Second Part", "First Part", text, "Second Part", text)
        assert [kind for kind, _ in self.kinds(*lines)] == [
            "subheading",
            "list_item",
            "list_item",
            "subheading",
            "paragraph",
            "subheading",
            "paragraph",
        ]

    def test_a_summary_is_a_list_until_the_next_subheading(self) -> None:
        text = self.LONG.format("one")
        lines = ("TLDR", "Fees stay flat", "Nothing was lost.", "Auditors agree", "The trial", text)
        assert [kind for kind, _ in self.kinds(*lines)] == [
            "subheading",
            "list_item",
            "list_item",
            "list_item",
            "subheading",
            "paragraph",
        ]

    def test_bullets_below_a_summary_end_where_text_begins(self) -> None:
        lines = (PARAGRAPHS[1], "Summary", "  • Fees stay flat.", "  • Nothing was lost.", PARAGRAPHS[2])
        assert [kind for kind, _ in self.kinds(*lines)][1:] == [
            "subheading",
            "list_item",
            "list_item",
            "paragraph",
        ]

    @pytest.mark.parametrize("place", [1, 3])
    def test_a_note_where_the_article_appeared_is_no_body(self, place: int) -> None:
        note = "The post Harbour Chain is fast appeared first on The Crypto Clarity."
        text, parsed = read(body=(*PARAGRAPHS[:place], note, *PARAGRAPHS[place:]))
        assert texts(text, parsed, "boilerplate") == [note]
        assert parsed.body_text is not None
        assert note not in parsed.body_text
        assert not parsed.is_truncated

    def test_links_to_more_are_a_list(self) -> None:
        lines = (PARAGRAPHS[1], "More on Harbour:", "Ports open in May", "A tug for every DAO", "Join us")
        assert [kind for kind, _ in self.kinds(*lines)][1:4] == ["subheading", "list_item", "list_item"]

    def test_labels_of_advertisements_are_no_body(self) -> None:
        text, parsed = read(body=(PARAGRAPHS[0], "Advertisement", PARAGRAPHS[1]))
        assert texts(text, parsed, "boilerplate") == ["Advertisement"]
        assert parsed.body_text is not None
        assert "Advertisement" not in parsed.body_text
        assert len([s for s in parsed.sections if s.section == "body"]) == 2

    def test_the_body_is_whole_lines(self) -> None:
        text, parsed = read()
        assert parsed.body is not None
        assert text[parsed.body.char_start : parsed.body.char_end] == parsed.body_text
        spans = [text[s.char_start : s.char_end] for s in parsed.sections if s.section == "body"]
        assert spans == list(PARAGRAPHS)

    @pytest.mark.parametrize(
        ("last", "is_truncated"),
        [
            ("The count went on.", False),
            ("“The count went on.”", False),
            ("The count went on…", True),
            ("The count went on [...]", True),
            ("The count went on […]", True),
            ("Continue reading", True),
            ("Read more", True),
            ("Join our newsletter", False),
            (PARAGRAPHS[0][:-3], True),
            ("“Fees stayed flat for the whole trial,” said N", True),
            ("Harbour Chain Says That Its Bridge Settles In Nine Seconds", False),
            ("Featured image from the harbour of the old town by night", False),
        ],
    )
    def test_a_cut_end_is_seen(self, last: str, is_truncated: bool) -> None:
        _, parsed = read(body=(PARAGRAPHS[1], last))
        assert parsed.is_truncated is is_truncated


class TestQuotedHeadings:
    QUOTES = (
        "Market Opportunity",
        "Share",
        "Tags:",
        "You May Also Like",
        "Disclaimer: not ours, he said, and left.",
    )

    @pytest.mark.parametrize("quote", QUOTES)
    @pytest.mark.parametrize("blocks", [{}, {"widgets": (), "disclaimer": None, "tags": None, "cards": ()}])
    def test_a_heading_counts_only_where_what_follows_fits(self, quote: str, blocks: dict[str, Any]) -> None:
        _, plain = read(**blocks)
        _, parsed = read(body=(PARAGRAPHS[0], quote, *PARAGRAPHS[1:]), **blocks)
        assert fields(parsed) == fields(plain) | {
            "body": "\n\n".join((PARAGRAPHS[0], quote, *PARAGRAPHS[1:]))
        }

    def test_a_heading_within_a_paragraph_is_text(self) -> None:
        body = (
            f"Pages say “You May Also Like”, “Tags:”, Share and Market Opportunity. {CONTACT}",
            *PARAGRAPHS,
        )
        _, parsed = read(body=body)
        assert fields(parsed) == COMPLETE | {"body": "\n\n".join(body)}
