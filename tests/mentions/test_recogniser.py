"""A second recogniser adds people and organisations that no list knows, and nothing else."""

from collections.abc import Iterable

from include.mentions.matcher import Matcher
from include.mentions.model import EntityType
from include.parsing.model import SectionSpan
from tests.mentions.conftest import small_gazetteer


class FixedRecogniser:
    """Finds the given surfaces."""

    def __init__(self, surfaces: dict[str, EntityType]) -> None:
        self._surfaces = surfaces

    def find(self, text: str) -> Iterable[tuple[int, int, EntityType]]:
        for surface, entity_type in self._surfaces.items():
            start = text.find(surface)
            yield start, start + len(surface), entity_type


def test_new_names_become_provisional_mentions():
    text = "Ada Testwell of Acme Quarry bought Bitcoin from Coinbase for Zed."
    recogniser = FixedRecogniser(
        {
            "Ada Testwell": "person",
            "Acme Quarry": "organisation",
            "Coinbase": "organisation",
            "Zed": "product",
        }
    )
    mentions = Matcher(small_gazetteer(), recogniser).find(text, [SectionSpan("body", 0, len(text))], [])
    assert [(m.surface, m.slug, m.rule, m.is_provisional) for m in mentions] == [
        ("Ada Testwell", "ada-testwell", "recogniser", True),
        ("Acme Quarry", "acme-quarry", "recogniser", True),
        ("Bitcoin", "bitcoin", "name", False),
        ("Coinbase", "coinbase", "name", False),
    ]
