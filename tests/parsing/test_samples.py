"""The bundled samples are read as what they were written to be."""

import pytest

from include.parsing.parse import parse
from include.settings import PROJECT_ROOT

SAMPLES = PROJECT_ROOT / "seeds" / "sample_articles"
OTHER_LAYOUTS = {
    "015_polkadot_repair_bonds.txt": "exchange_repost",
    "016_tron_year_of_blocks.txt": "plain",
}
WITHOUT_HEADLINE = {"005_cardano_treasury_vote.txt", "011_litecoin_time_capsule.txt"}
NO_PAGES = {"020_damaged_download.txt", "021_empty.txt", "022_bitcoin_price_page.txt"}
PAGES = sorted(path.name for path in SAMPLES.glob("*.txt") if path.name not in NO_PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_a_sample_is_an_article_in_its_layout(name: str) -> None:
    parsed = parse((SAMPLES / name).read_bytes().decode("utf-8-sig"), "page_text")
    assert parsed.not_article_reason is None
    assert parsed.layout == OTHER_LAYOUTS.get(name, "mexc_news")
    assert (parsed.headline is None) == (name in WITHOUT_HEADLINE)
    assert parsed.word_count > 150
    assert all(segment.kind != "unclassified" for segment in parsed.segments)


def test_the_price_page_is_no_article() -> None:
    parsed = parse((SAMPLES / "022_bitcoin_price_page.txt").read_text(), "page_text")
    assert parsed.not_article_reason == "price_page"
    assert parsed.headline is None
    assert {section.section for section in parsed.sections} <= {"price_widget"}
