"""Loads that move the first and the last day: marts with a row for every day come out the same."""

from pathlib import Path

import pytest

from include.settings import Settings
from tests.conftest import copied
from tests.pipeline.conftest import build, record, rows, tables, write_feed


def on_day(date_day: str, name: str, body: str, source: str = "Cointelegraph") -> dict[str, str]:
    """A record of one article, published at eight and captured at nine of that day."""
    return record(
        name,
        f"News of {name}",
        body,
        9,
        datetime=f"{date_day}T08:00:00Z",
        captured=f"{date_day}T09:00:00Z",
        source=source,
    )


SLICES = [
    [
        on_day("2026-01-05", "a", "Bitcoin rose. Ethereum (ETH) followed."),
        on_day("2026-01-06", "b", "Bitcoin and Solana stood still.", "Decrypt"),
    ],
    [  # an earlier first mention of Ethereum, and an asset of its own
        on_day("2025-11-20", "c", "Ethereum fell. Ethereum fell again, and Cardano (ADA) did not."),
        on_day("2026-01-06", "d", "Bitcoin rose."),
    ],
    [  # Solana is spoken of again after more than 28 days of silence
        on_day("2026-03-20", "e", "Solana rose, Bitcoin fell."),
        on_day("2026-02-01", "f", "Bitcoin and Ethereum rose.", "Decrypt"),
    ],
]
REFUSED = [
    on_day("2025-10-01", "x", "Solana and Bitcoin rose."),
    on_day("2026-04-30", "y", "Ethereum and Dogecoin (DOGE) rose."),
    on_day("2026-01-06", "b", "Bitcoin and Cardano stood still.", "Decrypt"),
]


@pytest.fixture(scope="module")
def at_once(parsed_home: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = copied(parsed_home, tmp_path_factory.mktemp("days") / "at_once")
    write_feed(settings, "feed.jsonl", [each for part in SLICES for each in part])
    build(settings)
    return settings


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_days_that_come_later_and_days_that_go_leave_the_same_rows(
    order: tuple[int, ...], at_once: Settings, parsed_home: Settings, tmp_path: Path
) -> None:
    settings = copied(parsed_home, tmp_path / "home")
    for number in order[:2]:
        write_feed(settings, f"slice_{number}.jsonl", SLICES[number])
        build(settings)
    write_feed(settings, "refused.jsonl", REFUSED)
    build(settings, is_accepted=False)
    assert rows(settings, "select max(date_day) from marts.asset_attention where asset_slug = 'dogecoin'")
    write_feed(settings, f"slice_{order[2]}.jsonl", SLICES[order[2]])
    build(settings)

    assert tables(settings) == tables(at_once)


def test_silence_has_rows_until_28_days_after_the_last_mention(at_once: Settings) -> None:
    spans = """
        select asset_slug, cast(min(date_day) as varchar), cast(max(date_day) as varchar), count(*)
        from marts.asset_attention group by all order by all
    """
    assert rows(at_once, spans) == [
        ("bitcoin", "2026-01-05", "2026-03-20", 75),
        ("cardano", "2025-11-20", "2025-12-18", 29),
        ("ethereum", "2025-11-20", "2026-03-01", 102),
        ("solana", "2026-01-06", "2026-03-20", 74),
    ]
