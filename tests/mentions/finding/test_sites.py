"""An outlet is written by the address of its site, too."""

import pytest

from include.mentions.matcher import Matcher
from include.mentions.model import Alias, Entity
from include.mentions.names.gazetteer import Gazetteer
from include.parsing.model import SectionSpan


def _outlet_and_firm() -> Gazetteer:
    outlet = Entity("quarry-courier", "QuarryCourier", "organisation", "media")
    firm = Entity("zquil", "Zquil", "organisation", "company")
    names = {
        "QuarryCourier": (Alias("quarry-courier", "QuarryCourier", "name", False),),
        "Zquil": (Alias("zquil", "Zquil", "name", False),),
    }
    return Gazetteer({"quarry-courier": outlet, "zquil": firm}, names)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As QuarryCourier.com wrote, it fell.", ["QuarryCourier.com"]),
        ("As Quarrycourier.com wrote, it fell.", ["Quarrycourier.com"]),
        ("As QuarryCourier wrote, it fell.", ["QuarryCourier"]),
        ("See quarrycourier.com or QuarryCourier.com/today for more.", []),
        ("As Zquil.com shows, it fell.", []),
    ],
)
def test_an_outlets_address_is_its_name(text, expected):
    found = Matcher(_outlet_and_firm()).find(text, [SectionSpan("body", 0, len(text))])
    assert [mention.surface for mention in found] == expected
