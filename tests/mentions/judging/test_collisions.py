"""Several entities share a surface: the page decides, else the prior."""

import pytest

from include.mentions.matcher import Matcher
from include.mentions.model import Alias, AssetDefinition, Entity
from include.mentions.names.gazetteer import Gazetteer
from include.parsing.model import SectionSpan


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The Ripple CEO spoke.", "ripple-labs"),
        ("Yesterday Ripple filed a motion.", "ripple-labs"),
        ("Yesterday Ripple partnered with a bank.", "ripple-labs"),
        ("The Ripple price fell.", "xrp"),
        ("Yesterday Ripple fell 5% again.", "xrp"),
        ("The fund keeps its reserves in Ripple today.", "xrp"),
        ("Years ago it sold its last Ripple to them.", "xrp"),
        ("Years ago they paid in Ripple for it.", "xrp"),
        ("Later the Ripple deposits grew again.", "xrp"),
        ("Years ago they sued Ripple for it.", "ripple-labs"),
    ],
)
def test_company_or_coin_is_told_by_what_stands_beside(accepted, text, slug):
    assert accepted(text) == [("Ripple", slug)]


def test_capitals_tell_the_coin_from_the_person(accepted):
    text = "Trump spoke at noon. By five the TRUMP token fell. TRUMP rose 5% later."
    assert [slug for _, slug in accepted(text)] == ["donald-trump", "official-trump", "official-trump"]


def test_a_shouted_name_is_the_person(accepted):
    assert accepted("TRUMP SIGNS THE BILL AGAIN") == [("TRUMP", "donald-trump")]


def test_a_doubtful_reading_needs_more_than_a_preposition_to_beat_a_sure_one(accepted):
    assert accepted("They moved 2.8 million coins to DOGE.") == [("DOGE", "dogecoin")]
    assert accepted("The Efficiency Office met. Musk left DOGE.")[-1] == ("DOGE", "efficiency-office")


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("The exchange Gemini filed.", "gemini"),
        ("Claude and Gemini also began to hide.", "gemini-model"),
        ("Coinbase and Gemini also began to hire.", "gemini"),
        ("The Gemini Model is new, and Gemini is cheap.", "gemini-model"),
    ],
)
def test_the_company_that_a_list_or_the_page_speaks_of(accepted, text, slug):
    assert accepted(text)[-1] == ("Gemini", slug)


def _coin_and_studio() -> Gazetteer:
    coin = Entity("quarry", "Quarry", "asset", "token", "QRY", 50)
    studio = Entity("quarry-studio", "Quarry Studio", "organisation", "company")
    names = (Alias("quarry", "Quarry", "name", False), Alias("quarry-studio", "Quarry", "alias", True))
    return Gazetteer({"quarry": coin, "quarry-studio": studio}, {"Quarry": names})


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Last week Quarry hired two managers.", "quarry-studio"),
        ("Last week Quarry, the game studio, closed.", "quarry-studio"),
        ("Last week Quarry fell 5% again.", "quarry"),
        ("Last week they moved it from Quarry to another.", "quarry"),
    ],
)
def test_a_company_that_shares_a_coins_name_counts_where_it_acts(text, slug):
    (mention,) = Matcher(_coin_and_studio()).find(text, [SectionSpan("body", 0, len(text))])
    assert mention.slug == slug


def _twins() -> Gazetteer:
    large = Entity("large-orb", "Large Orb", "asset", "token", "ORB", 50)
    small = Entity("small-orb", "Small Orb", "asset", "token", "ORB", 500)
    return Gazetteer(
        {"large-orb": large, "small-orb": small},
        {
            "Large Orb": (Alias("large-orb", "Large Orb", "name", False),),
            "Small Orb": (Alias("small-orb", "Small Orb", "name", False),),
            "ORB": (Alias("small-orb", "ORB", "symbol", False), Alias("large-orb", "ORB", "symbol", False)),
        },
    )


@pytest.mark.parametrize(
    ("text", "widgets", "slug"),
    [
        ("They sold ORB.", [], "large-orb"),
        ("Small Orb is old. They sold ORB.", [], "small-orb"),
        ("Small Orb (ORB) is old. They sold ORB.", [], "small-orb"),
        ("They sold ORB.", [AssetDefinition("Small Orb", "ORB")], "small-orb"),
    ],
)
def test_a_shared_symbol(text, widgets, slug):
    mentions = Matcher(_twins()).find(text, [SectionSpan("body", 0, len(text))], widgets)
    assert mentions[-1].slug == slug
    assert mentions[-1].surface == "ORB"
