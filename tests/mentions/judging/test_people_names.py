"""A surname alone is the person whom the document names in full."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Michael Saylor spoke. Saylor’s plan is old.", ["michael-saylor", "michael-saylor"]),
        ("Saylor Hints at More\nMichael Saylor spoke.", ["michael-saylor", "michael-saylor"]),
        ("Jerome Powell spoke, and Chair Powell waited.", ["jerome-powell", "jerome-powell"]),
        ("Jerome Powell spoke. When Powell waits, they wait.", ["jerome-powell", "jerome-powell"]),
        ("Vitalik wrote. He is Vitalik Buterin.", ["vitalik-buterin", "vitalik-buterin"]),
        ("Michael Saylor bought Bitcoin Saylor praised.", ["michael-saylor", "bitcoin", "michael-saylor"]),
        ("Eric Trump spoke. Then Trump spoke.", ["eric-trump", "donald-trump"]),
        ("Adam Back left. Back said it again.", ["adam-back", "adam-back"]),
        ("The aims of the Trump administration are known.", ["donald-trump"]),
        ("They asked Senator Powell. Then Powell left.", ["jerome-powell", "jerome-powell"]),
        ("Jerome Powell spoke. Then Mr. Powell left.", ["jerome-powell", "jerome-powell"]),
        ("Marie van der Berg spoke. Then van der Berg left.", ["marie-van-der-berg", "marie-van-der-berg"]),
    ],
)
def test_surnames_that_count(accepted, text, expected):
    assert [slug for _, slug in accepted(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Powell spoke about rates.", []),
        ("Adam Back left. Back in May he stayed.", ["Adam Back"]),
        ("Jerome Powell left. His cousin Anna Powell stayed.", ["Jerome Powell", "Anna Powell"]),
        ("Jerome Powell left Powell Industries.", ["Jerome Powell", "Powell Industries"]),
        ("the song of Melania Trump was heard", []),
        ("Zed Crypto spoke. Crypto fell.", ["Zed Crypto"]),
        (
            "Jerome Powell left. The Powell doctrine stays, as does Anna Smith-Powell.",
            ["Jerome Powell", "Anna Smith-Powell"],
        ),
    ],
)
def test_surnames_that_do_not_count(accepted, text, expected):
    assert [surface for surface, _ in accepted(text)] == expected


def test_a_form_of_address_does_not_tell_which_bearer_of_a_surname_is_meant(accepted):
    assert accepted("They asked Mr. Powell about the rates.") == [("Powell", "powell")]


def test_the_rule_says_surname(find):
    mentions = find("Michael Saylor spoke. Saylor waits.")
    assert [mention.rule for mention in mentions] == ["name", "surname"]
