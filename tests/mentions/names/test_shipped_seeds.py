"""The reference lists that the project ships are as large and as careful as promised."""

import csv
import sys

import pytest

from include.mentions.names.gazetteer import Gazetteer, check_sources, load
from include.settings import PROJECT_ROOT

SEEDS = PROJECT_ROOT / "seeds"
FILE_NAMES = sorted(path.name for path in SEEDS.glob("*.csv"))

ALSO_WORDS = """
Near NEAR Flow FLOW ONE Safe SPACE GAS CORE LINK DOT OP APE SAND AI ID IP W S NOT ACT TRUMP MOVE Optimism
Stellar Render Compound Maker Block Strategy Bullish
"""


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    """The dimension that the project ships."""
    return load(SEEDS)


def slugs_of(gazetteer: Gazetteer, surface: str) -> dict[str, bool]:
    """Return the bearers of a surface, and whether each needs evidence."""
    return {alias.slug: alias.needs_evidence for alias in gazetteer.aliases.get(surface, ())}


class TestShippedSeeds:
    def test_the_sources_are_good(self) -> None:
        check_sources(SEEDS)

    def test_the_dimension_is_as_large_as_promised(self, gazetteer: Gazetteer) -> None:
        types = [entity.entity_type for entity in gazetteer.entities.values()]
        assert types.count("asset") >= 1_500
        assert types.count("organisation") >= 420
        assert types.count("person") >= 260
        assert types.count("product") >= 90

    @pytest.mark.parametrize(
        ("surface", "slug"),
        [
            ("BTC", "bitcoin"),
            ("XBT", "bitcoin"),
            ("Ether", "ethereum"),
            ("XRP", "xrp"),
            ("USDC", "usd-coin"),
            ("SHIB", "shiba-inu"),
            ("EIGEN", "eigenlayer"),
            ("MATIC", "polygon"),
            ("POL", "polygon"),
            ("stETH", "lido-staked-ether"),
            ("Vitalik", "vitalik-buterin"),
            ("SBF", "sam-bankman-fried"),
            ("SEC", "sec"),
            ("Google Cloud", "google"),
            ("IBIT", "ibit"),
            ("Claude", "claude"),
            ("Future of Life Institute", "future-of-life-institute"),
        ],
    )
    def test_well_known_surfaces_name_their_entity(
        self, gazetteer: Gazetteer, surface: str, slug: str
    ) -> None:
        assert slug in slugs_of(gazetteer, surface)

    @pytest.mark.parametrize("surface", ["BTC", "ETH", "XRP", "ADA", "DOGE", "USDT", "USDC", "BNB", "AVAX"])
    def test_symbols_that_are_never_words_need_no_evidence(self, gazetteer: Gazetteer, surface: str) -> None:
        assert False in slugs_of(gazetteer, surface).values()

    @pytest.mark.parametrize("surface", ALSO_WORDS.split())
    def test_surfaces_that_are_also_words_need_evidence(self, gazetteer: Gazetteer, surface: str) -> None:
        bearers = slugs_of(gazetteer, surface)
        assert bearers
        assert all(bearers.values())

    @pytest.mark.parametrize(
        ("surface", "slugs"),
        [
            ("Ripple", {"xrp", "ripple-labs"}),
            ("Tether", {"tether", "tether-operations"}),
            ("DOGE", {"dogecoin", "department-of-government-efficiency"}),
            ("STRK", {"starknet", "strk-stock"}),
            ("HYPER", {"hyperlane", "bitcoin-hyper"}),
        ],
    )
    def test_collisions_of_life_are_kept(self, gazetteer: Gazetteer, surface: str, slugs: set[str]) -> None:
        assert slugs <= slugs_of(gazetteer, surface).keys()

    def test_the_news_site_has_its_layout_and_zone(self) -> None:
        with (SEEDS / "sources.csv").open(encoding="utf-8", newline="") as stream:
            sources = {row["slug"]: row for row in csv.DictReader(stream)}
        assert len(sources) >= 60
        assert sources["mexc-news"]["layout"] == "mexc_news"
        assert sources["mexc-news"]["time_zone"] == "Etc/UTC"

    @pytest.mark.parametrize(
        ("file_name", "columns"),
        [
            ("organisations.csv", ("slug",)),
            ("people.csv", ("slug",)),
            ("products.csv", ("slug",)),
            ("aliases.csv", ("slug", "alias")),
            ("sources.csv", ("slug",)),
        ],
    )
    def test_files_are_sorted(self, file_name: str, columns: tuple[str, ...]) -> None:
        with (SEEDS / file_name).open(encoding="utf-8", newline="") as stream:
            keys = [tuple(row[column] for column in columns) for row in csv.DictReader(stream)]
        assert keys == sorted(keys)

    def test_assets_are_sorted_by_rank_then_slug(self, gazetteer: Gazetteer) -> None:
        assets = [entity for entity in gazetteer.entities.values() if entity.entity_type == "asset"]
        keys = [(entity.market_cap_rank or sys.maxsize, entity.slug) for entity in assets]
        assert keys == sorted(keys)

    @pytest.mark.parametrize("file_name", FILE_NAMES)
    def test_files_have_unix_line_ends_and_no_needless_quotes(self, file_name: str) -> None:
        raw = (SEEDS / file_name).read_bytes()
        assert b"\r" not in raw
        assert raw.endswith(b"\n")
        rows = list(csv.reader(raw.decode("utf-8").splitlines()))
        needing_quotes = sum(any(mark in cell for mark in ',"') for row in rows for cell in row)
        assert (
            sum(line.count(',"') + line.startswith('"') for line in raw.decode().splitlines())
            == needing_quotes
        )
