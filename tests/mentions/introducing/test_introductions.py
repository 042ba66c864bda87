"""Who is in no list counts where the text introduces them, and from there in the whole document."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from include.mentions.matcher import Matcher
from include.parsing.model import SectionSpan
from tests.mentions.conftest import small_gazetteer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He asked Martha Quillon about it.", ["martha-quillon"]),
        ("It was once more Senator Orvel Dant who asked about it.", ["orvel-dant"]),
        ("It helps, said the economist Orvel Dant on Friday.", ["orvel-dant"]),
        ("Orvel Dant, a managing director of the bank, spoke.", ["orvel-dant"]),
        ("The well-known analyst Quorlix sees no end of it.", ["quorlix"]),
        ("The letter came from Orvel Dant, who left it there.", ["orvel-dant"]),
        ("It was Orvel Dant again. In the end Dant said no.", ["orvel-dant", "orvel-dant"]),
        ("It was once more Judge Dant who asked. In the end Dant left.", ["dant", "dant"]),
        ("It was once more Judge Dant who heard Judge Orvel Dant.", ["orvel-dant", "orvel-dant"]),
        ("The deed went to James van der Holt of the north.", ["james-van-der-holt"]),
        (
            "They say that Anna J. Quillon O’Dare came, and so did Luís Quarrão, late in the evening.",
            ["anna-j-quillon-o-dare", "luis-quarrao"],
        ),
    ],
)
def test_people_are_introduced_by_given_names_and_roles(accepted, text, expected):
    assert [slug for _, slug in accepted(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was bought by Quarry Labs last week.", ["Quarry Labs"]),
        ("It was bought by the Quillon & Dant Foundation last week.", ["Quillon & Dant Foundation"]),
        ("It was bought by the Ministry of Looms last week.", ["Ministry of Looms"]),
        ("It was bought by the insurer Zquil last week.", ["Zquil"]),
        ("It was bought by Zquil, a Danish insurer, last week.", ["Zquil"]),
        ("Last week Zquil CEO Orvel Dant bought it.", ["Zquil", "Orvel Dant"]),
        ("It was bought from Dant Quarry Inc. in June.", ["Dant Quarry Inc."]),
        ("It was stopped there by the National Price Commission last week.", ["National Price Commission"]),
    ],
)
def test_organisations_are_introduced_by_what_they_are_called(accepted, text, expected):
    assert [surface for surface, _ in accepted(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Risk Management: never stake more than you have.",
        "These analysts expect more of it, and so does the company.",
        "The central bank and the National Bank agree.",
        "It is the Crypto Market Analysis that analysts read.",
        "Martha Buys More As Prices Fall Across All Markets Again",
        "Read it at quarrylabs.com/Martha_Quillon or ask @MarthaQuillon.",
        "The quarry is old. Quarry founder unknown, they say of the quarry.",
        "It was said at the Commission, in an Act of kindness, and Final Act it was.",
        "The House Bill is late. The report by the U.S. Price Commission is not.",
    ],
)
def test_captions_headlines_and_general_words_introduce_nobody(accepted, text):
    assert accepted(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They wait for the Quarry Safety Act this year.", ["Quarry Safety Act"]),
        ("They wait for the Price Act this year, as the price rises.", ["Price Act"]),
        ("They wait for the Stone and Quarry Safety Act this year.", []),
        ("They wait for the Loom Providers Bill this year.", ["Loom Providers Bill"]),
        ("They signed Senate Bill 4488 and HB 12 on Monday.", ["Senate Bill 4488", "HB 12"]),
    ],
)
def test_laws_are_introduced_by_what_they_are(find, text, expected):
    found = [mention for mention in find(text) if mention.is_accepted]
    assert [mention.surface for mention in found] == expected
    assert {mention.entity_type for mention in found} <= {"product"}


def test_who_was_introduced_is_found_everywhere_also_by_the_surname(find):
    text = "Quillon Sees an End to It All by Spring\nIt ends soon, Martha Quillon said. Then Quillon left."
    assert [(m.surface, m.rule, m.slug) for m in find(text)] == [
        ("Quillon", "surname", "martha-quillon"),
        ("Martha Quillon", "introduced", "martha-quillon"),
        ("Quillon", "surname", "martha-quillon"),
    ]


def test_the_surname_of_an_introduced_person_is_not_that_of_another(find):
    text = "It ends soon, Martha Quillon said. His brother Peter Quillon disagreed with Doctor Ezra Quillon."
    assert [m.surface for m in find(text)] == ["Martha Quillon", "Peter Quillon"]


def test_what_is_introduced_is_provisional_and_says_how_sure_that_is(find):
    (mention,) = find("It was bought by Quarry Labs last week.")
    assert (mention.entity_type, mention.is_provisional, mention.confidence) == ("organisation", True, 0.70)


def test_a_known_name_is_never_taken(accepted):
    text = "It was bought by Bitcoin Quarry Labs, whose founder Michael Saylor holds Ether Capital."
    slugs = [slug for _, slug in accepted(text)]
    assert slugs[0] == "bitcoin"
    assert "michael-saylor" in slugs


def test_a_price_widget_introduces_nobody():
    text = "Market Opportunity\nMartha Quillon Labs"
    assert Matcher(small_gazetteer()).find(text, [SectionSpan("price_widget", 0, len(text))]) == []


def test_a_directory_of_names_introduces_a_bounded_number_of_them(accepted):
    names = [f"Quarry{chr(97 + n // 26)}{chr(97 + n % 26)} Labs" for n in range(400)]
    found = accepted(" ".join(f"They bought from {name} that day." for name in names))
    assert [surface for surface, _ in found] == names[:200]


_PIECES = st.sampled_from(
    ["Martha Quillon", "Quarry Labs", "Quillon", "Bitcoin", "analyst", "said", "the", "CEO", ",", ".", "\n",
     "’s", "É", "(", "Inc.", "a firm", "🙂", "J.", "of", "&"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25).map(" ".join))
def test_spans_read_back_and_accepted_ones_never_overlap(text):
    mentions = Matcher(small_gazetteer()).find(text, [SectionSpan("body", 0, len(text))])
    assert all(text[m.char_start : m.char_end] == m.surface for m in mentions)
    spans = [(m.char_start, m.char_end) for m in mentions if m.is_accepted]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
