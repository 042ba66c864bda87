"""Counts the work of reading texts of generated units, and names the units that take more than linear work.

For a process of its own, since it imports the product rewritten: `python -m tests.linear_time --help`. With
more pairs and triples, and another seed, it looks further than the test does.
"""

import argparse
import io
import math
import sys
from collections.abc import Callable, Iterator

from tests.linear_time.counted_code import Meter, count_work_of
from tests.linear_time.units import KNOWN_BAD, repeated, sample

COUNTED = ("include.parsing", "include.mentions", "include.repetition", "include.landing", "inscriptis")
SCREEN_CHARS, CONFIRM_CHARS = 240, 2000
"""The shortest of the texts: the work of some places grows up to a window of a few hundred characters."""

MAX_SCREEN_GROWTH, MAX_CONFIRM_GROWTH = 2.15, 2.2
"""Of a unit's text once, twice and four times, the second step adds twice the work of the first where work is
linear, and four times where it is quadratic."""

MAX_STEPS = 10_000_000
"""More for a text of a few thousand characters is no count that is worth finishing."""

Reader = Callable[[str], bool]
"""Reads a text and tells whether it read all of it: what is nested too deep is given up on the way."""


class TooManySteps(Exception):
    """A text took so many steps that nobody waits for the end."""


class _BoundedMeter(Meter):
    @property
    def steps(self) -> int:
        return self._steps

    @steps.setter
    def steps(self, steps: int) -> None:
        self._steps = steps
        if steps > MAX_STEPS:
            raise TooManySteps


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.linear_time", description=__doc__)
    parser.add_argument("--pairs", type=int, default=0, help="how many units of two tokens")
    parser.add_argument("--triples", type=int, default=0, help="how many units of three tokens")
    parser.add_argument("--seed", type=int, default=0, help="another seed, other pairs and triples")
    parser.add_argument("--unit", action="append", help="judge this unit instead; may be given again")
    parser.add_argument("--share", default="1/1", help="2/3: every third unit, from the second on")
    arguments = parser.parse_args()
    sys.setrecursionlimit(200_000)
    meter = _BoundedMeter()
    count_work_of(COUNTED, meter)
    readers = _readers()
    share, shares = map(int, arguments.share.split("/"))
    units = arguments.unit or list(sample(arguments.pairs, arguments.triples, arguments.seed))
    units = units[share - 1 :: shares]
    worse_count = 0
    for unit in units:
        for line in _judge(unit, readers, meter):
            worse_count += 1
            _tell(line)
    _tell(f"{len(units)} units, {worse_count} worse than linear")
    return 1 if worse_count else 0


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _judge(unit: str, readers: dict[str, Reader], meter: Meter) -> Iterator[str]:
    for name, read in readers.items():
        if name == "html" and not ("<" in unit or "&" in unit):
            continue
        if name == "records" and not set('{}[]"\\') & set(unit):
            continue
        is_suspect = unit in KNOWN_BAD or _growth(unit, read, SCREEN_CHARS, meter) > MAX_SCREEN_GROWTH
        if not is_suspect:
            continue
        growth = _growth(unit, read, CONFIRM_CHARS, meter)
        if growth > MAX_CONFIRM_GROWTH:
            yield f"{name}: {unit!r} repeated: a doubling adds {growth:.1f} times the work of the one before"


def _growth(unit: str, read: Reader, char_count: int, meter: Meter) -> float:
    # A multiple of four: whether a text is its own half twice changes how it is read.
    count = 4 * math.ceil(char_count / len(unit) / 4)
    steps = []
    for times in (1, 2, 4):
        text = repeated(unit, count * times)
        meter.steps = 0
        try:
            is_whole = read(text)
        except TooManySteps:
            return math.inf
        if not is_whole:
            return 0.0
        steps.append(meter.steps)
    return (steps[2] - steps[1]) / max(steps[1] - steps[0], count)


def _readers() -> dict[str, Reader]:
    """What reads a text, by name. Imported here, where everything is counted that is imported."""
    from include.landing.reading.decode import Rejected
    from include.landing.reading.read import read_stream
    from include.mentions.matcher import Matcher
    from include.mentions.model import AssetDefinition
    from include.parsing.model import Span
    from include.parsing.parse import parse
    from include.repetition.leaving_out import leave_out
    from include.repetition.sentences import find_sentences
    from tests.mentions.conftest import small_gazetteer

    matcher = Matcher(small_gazetteer())

    def read_file(name: str, text: str) -> bool:
        content = text.encode()
        try:
            for _ in read_stream(io.BytesIO(content), name, len(content), 5_000_000):  # type: ignore[arg-type]
                pass
        except Rejected as rejected:
            return rejected.reason != "malformed_html"
        return True

    def read_text(text: str) -> bool:
        read_file("page.txt", text)
        parse(text, "record", text[:80])
        document = parse(text, "page_text")
        widgets = [
            AssetDefinition(shown.asset_name.text, shown.asset_symbol.text if shown.asset_symbol else None)
            for shown in document.price_widgets
        ]
        matcher.find(text, document.sections, widgets)
        spans = [Span(start, end) for _, start, end in find_sentences(text, document.sections)]
        if document.body:
            leave_out(text, document.segments, document.body, document.language, spans[::2])
        return True

    def read_html(text: str) -> bool:
        return read_file("page.html", f"<html><body><p>A page.</p>{text}</body></html>")

    def read_records(text: str) -> bool:
        for name, content in (("feed.json", f"[{text}]"), ("feed.json", text), ("feed.jsonl", text)):
            read_file(name, content)
        return True

    return {"text": read_text, "html": read_html, "records": read_records}


if __name__ == "__main__":
    sys.exit(main())
