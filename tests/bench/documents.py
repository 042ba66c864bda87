"""Documents of realistic shape and size, the same in every run."""

import csv
import html
import json
import math
import random
import shutil
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from include.mentions.names.gazetteer import Gazetteer, load

PAGE_CHARS = 8600
RECORD_WORDS = 600
MENTION_EVERY_WORDS = 18
"""Real articles of this field name somebody or something every fifteen to twenty words."""

PAGES_A_DAY = 1_000
FIRST_DAY = date(2025, 11, 1)
"""Pages come at the same rate whatever their number: more of them are a longer history, not busier days."""

_VOCABULARY = """
the market a report said that of and on in with for after while price network volume traders analysts
week session funds flows holders level resistance support token chain protocol upgrade announced data
showed rose fell held gained lost against earlier according to quarter new higher lower liquidity
exchange wallet addresses activity momentum outlook remains expected could would decision treasury
"""
_WORDS = _VOCABULARY.split()
_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
_MADE_UP_ENDS = ("Labs", "Ventures", "Bank", "Digital")


class Writer:
    """Writes made-up news around real names."""

    def __init__(self, seeds_dir: Path, seed: int) -> None:
        self._random = random.Random(seed)
        gazetteer = load(seeds_dir)
        self._surfaces = _by_fame(gazetteer)
        # The second is named half as often as the first, the third a third as often (Zipf's law).
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._surfaces) + 1)))
        self._assets = sorted(
            (entity.name, entity.symbol)
            for entity in gazetteer.entities.values()
            if entity.symbol and entity.market_cap_rank
        )

    def sentence(self) -> str:
        words = self._random.choices(_WORDS, k=self._random.randint(9, 24))
        for position in range(len(words)):
            if self._random.random() < 1 / MENTION_EVERY_WORDS:
                surfaces = self._random.choices(self._surfaces, cum_weights=self._weights)[0]
                words[position] = self._random.choice(surfaces)
        text = " ".join(words)
        return f"{text[0].upper()}{text[1:]}."

    def paragraphs(self, char_count: int) -> list[str]:
        written: list[str] = []
        while sum(map(len, written)) < char_count:
            written.append(" ".join(self.sentence() for _ in range(self._random.randint(1, 4))))
        return written

    def article(self, word_count: int) -> str:
        """One paragraph after the other, cut after so many words."""
        words: list[str] = []
        while len(words) < word_count:
            words += self.sentence().split(" ")
        return " ".join(words[:word_count])

    def headline(self) -> str:
        return self.sentence()[:80].rstrip(".")

    def page(self, day: date) -> tuple[str, list[str]]:
        """One page of a day as text, and the paragraphs of its body."""
        body = self.paragraphs(int(PAGE_CHARS * 0.62))
        teaser = body[0][:160]
        name, symbol = self._random.choice(self._assets)
        price = f"${self._random.uniform(0.01, 900):.4f}"
        lines = [
            teaser + teaser, "", self.headline(), "", f"{day:%Y/%m/%d} 10:15", "4 min read",
            "For feedback or concerns regarding this content, please contact us at crypto.news@mexc.com", "",
        ]  # fmt: skip
        for paragraph in body:
            lines += [paragraph, ""]
        lines += [
            "Market Opportunity", f"{name} Logo", f"{name} Price({symbol})", price, price + price,
            f"{self._random.uniform(-9, 9):+.2f}%", "USD", f"{name} ({symbol}) Live Price Chart",
            "Disclaimer: The articles on this site are taken from public platforms.", "Tags:", "",
            "You May Also Like", "",
        ]  # fmt: skip
        for _ in range(3):
            title = self.headline()
            excerpt = " ".join(self.paragraphs(500))[:500]
            lines += [title, "", title, "", excerpt, "Share", f"Cointelegraph{day:%Y/%m/%d} 08:00"]
        return "\n".join(lines), body


def _by_fame(gazetteer: Gazetteer) -> list[list[str]]:
    """All ways to write each entity: the assets, the largest first, alternate with everybody else."""
    surfaces: dict[str, list[str]] = {slug: [] for slug in gazetteer.entities}
    for surface, aliases in gazetteer.aliases.items():
        for alias in aliases:
            surfaces[alias.slug].append(surface)
    ranks = {slug: entity.market_cap_rank for slug, entity in gazetteer.entities.items()}
    assets = sorted((slug for slug in ranks if ranks[slug]), key=lambda slug: (ranks[slug] or 0, slug))
    others = sorted(slug for slug in ranks if not ranks[slug])
    random.Random(0).shuffle(others)
    return [surfaces[slug] for pair in zip(assets, others, strict=False) for slug in pair]


def write_seeds(folder: Path, seeds_dir: Path, alias_count: int) -> None:
    """The reference seeds, with made-up organisations up to so many aliases in all."""
    shutil.copytree(seeds_dir, folder, ignore=shutil.ignore_patterns("sample_articles"))
    missing_count = alias_count - sum(map(len, load(folder).aliases.values()))
    with (folder / "organisations.csv").open("a", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        for number in range(missing_count):
            name = f"{_made_up_word(number)} {_MADE_UP_ENDS[number % len(_MADE_UP_ENDS)]}"
            rows.writerow([name.lower().replace(" ", "-"), name, "company"])


def _made_up_word(number: int) -> str:
    """A name such as `Batiru`, another one for each number."""
    word = ""
    for _ in range(4):
        number, syllable = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[syllable]
    return word.capitalize()


def first_days(page_count: int) -> list[date]:
    """The days on which so many pages are published, from the first."""
    return [FIRST_DAY + timedelta(days) for days in range(math.ceil(page_count / PAGES_A_DAY))]


def write_pages(
    folder: Path, seeds_dir: Path, count: int, seed: int = 1, days: Sequence[date] | None = None
) -> None:
    """`count` pages, each a `.txt` file, spread evenly over some days; another seed gives others."""
    writer = Writer(seeds_dir, seed)
    days = days or first_days(count)
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(writer.page(days[number % len(days)])[0])


def write_records(path: Path, seeds_dir: Path, count: int) -> None:
    """`count` records in one `.jsonl` file."""
    writer = Writer(seeds_dir, seed=2)
    path.parent.mkdir(parents=True)
    with path.open("w") as file:
        for number in range(count):
            record = {
                "datetime": f"2026-03-{number % 28 + 1:02}T08:00:00Z",
                "headline": writer.headline(),
                "summary": writer.article(RECORD_WORDS),
                "source": "Cointelegraph",
                "url": f"https://news.example/{number}",
                "categories": "BTC|MARKET",
                "tags": "Bitcoin",
            }
            file.write(json.dumps(record) + "\n")


def html_pages(seeds_dir: Path, count: int) -> Iterator[str]:
    """The articles of the same pages as HTML."""
    writer = Writer(seeds_dir, seed=1)
    for _ in range(count):
        _, body = writer.page(FIRST_DAY)
        text = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in body)
        yield f"<html><head><title>News</title></head><body><article>{text}</article></body></html>"
