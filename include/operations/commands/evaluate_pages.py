"""`make evaluate HTML=folder`: how well the articles of labelled pages are told from their pages.

The folder holds pages (`.html`, or `.txt` as text) and a file `labels.jsonl` with an object a line: `file`,
and whatever is known of `half` (a name to report apart), `headline`, `author`, `published_on` (`2026-03-14`),
`body` (the whole of it), `body_has` and `body_lacks` (passages that are, or are not, the article's).
"""

import argparse
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any

import orjson

from include.landing.reading.decode import Rejected, decode_text
from include.landing.reading.html import decode_html
from include.landing.reading.records import Record
from include.operations.terminal import Terminal, complain, say
from include.parsing.model import ParsedDocument
from include.parsing.parse import parse
from include.parsing.values.dates import parse_declared_time

LABELS_FILE = "labels.jsonl"
EXIT_NO_PAGES = 1

_WORD = re.compile(r"\w+")
_NO_LETTER = re.compile(r"[\W_]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


@dataclass(slots=True)
class PageScores:
    """Counts over the pages of one half. A field is right, missing or wrong."""

    page_count: int = 0
    rejected: list[str] = field(default_factory=list)
    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    f1s: list[float] = field(default_factory=list)
    passages: Counter[str] = field(default_factory=Counter)
    fields: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    clean_count: int = 0
    errors: list[str] = field(default_factory=list)


def main(arguments: list[str] | None = None) -> int:
    """Evaluate the folder named on the command line; the exit code is 1 where it holds no labels."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list every field that is wrong or missing")
    options = parser.parse_args(arguments)
    if not (options.folder / LABELS_FILE).is_file():
        complain(f"no {LABELS_FILE} in {options.folder}: see docs/adding-a-page-layout.md")
        return EXIT_NO_PAGES
    terminal = Terminal()
    for half, scores in evaluate_pages(options.folder).items():
        for line in _report(half, scores):
            say(terminal, line)
        if options.errors:
            for line in scores.errors:
                say(terminal, f"  {line}")
    return 0


def evaluate_pages(folder: Path) -> dict[str, PageScores]:
    """The scores of a folder's pages by half, `all` where the labels name none."""
    halves: defaultdict[str, PageScores] = defaultdict(PageScores)
    for line in (folder / LABELS_FILE).read_bytes().splitlines():
        label = orjson.loads(line)
        scores = halves[label.get("half", "all")]
        scores.page_count += 1
        try:
            page, document_format = _read(folder / label["file"])
        except Rejected as rejected:
            scores.rejected.append(f"{label['file']}: {rejected.reason}")
            page, document_format = Record(raw_text=""), "html"
        parsed = parse(page.raw_text, document_format, page.title, page.page_marks or ())
        _score_body(scores, label, parsed.body_text or "")
        for name, found in _values(page, parsed).items():
            if name in label:
                verdict = _verdict(name, found, label[name])
                scores.fields[name][verdict] += 1
                if verdict != "right":
                    scores.errors.append(f"{label['file']}: {name} is {found!r}, not {label[name]!r}")
    return dict(halves)


def _read(path: Path) -> tuple[Record, str]:
    content = path.read_bytes()
    if path.suffix == ".txt":
        return Record(raw_text=decode_text(content).text), "page_text"
    return decode_html(content)[0], "html"


def _values(page: Record, parsed: ParsedDocument) -> dict[str, str | None]:
    """The article's values as they come into `core.article`: what is printed, else what is declared."""
    declared = parse_declared_time(page.published_at_raw) if page.published_at_raw else None
    published_at = parsed.published_at or declared
    return {
        "headline": parsed.headline.text if parsed.headline else page.title,
        "author": parsed.author.text if parsed.author else page.author,
        "published_on": published_at.local.date().isoformat() if published_at else None,
    }


def _verdict(name: str, found: str | None, expected: str | None) -> str:
    """A headline or an author is right, too, where one of the two only says more than the other.

    Letters and digits are compared: quotes, dashes, white space, case and the form of Unicode are spelling.
    """
    if not found:
        return "missing" if expected else "right"
    if expected is None:
        return "wrong"
    if name == "published_on":
        return "right" if found == expected else "wrong"
    one, other = (_comparable(text) for text in (found, expected))
    return "right" if one and other and (one in other or other in one) else "wrong"


def _shown(text: str) -> str:
    """A text as a page shows it: white space is one space, and what has no width is not there."""
    return " ".join(_INVISIBLE.sub("", text).split())


def _comparable(text: str) -> str:
    return _NO_LETTER.sub(" ", _shown(unicodedata.normalize("NFKC", text))).strip().lower()


def _score_body(scores: PageScores, label: dict[str, Any], body: str) -> None:
    if "body" in label:
        expected, found = Counter(_words(label["body"])), Counter(_words(body))
        common = (expected & found).total()
        precision = common / found.total() if found else float(not expected)
        recall = common / expected.total() if expected else 1.0
        scores.precisions.append(precision)
        scores.recalls.append(recall)
        scores.f1s.append(2 * precision * recall / (precision + recall) if precision + recall else 0.0)
    text = _shown(body)
    missing = [passage for passage in label.get("body_has", ()) if _shown(passage) not in text]
    foreign = [passage for passage in label.get("body_lacks", ()) if _shown(passage) in text]
    scores.passages["right"] += len(label.get("body_has", ())) - len(missing)
    scores.passages["missing"] += len(missing)
    scores.passages["wrong"] += len(foreign)
    scores.clean_count += not foreign
    scores.errors += [f"{label['file']}: not in the body: {passage[:60]!r}" for passage in missing]
    scores.errors += [f"{label['file']}: no part of the body: {passage[:60]!r}" for passage in foreign]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _report(half: str, scores: PageScores) -> Iterator[str]:
    yield f"{half}: {scores.page_count} pages, {len(scores.rejected)} not landed"
    if scores.f1s:
        yield (
            f"  body words       F1 {fmean(scores.f1s):.3f}  precision {fmean(scores.precisions):.3f}"
            f"  recall {fmean(scores.recalls):.3f}"
        )
    right, missing, wrong = (scores.passages[verdict] for verdict in ("right", "missing", "wrong"))
    if right:
        yield (
            f"  body passages    F1 {2 * right / (2 * right + missing + wrong):.3f}"
            f"  precision {right / (right + wrong):.3f}  recall {right / (right + missing):.3f}"
            f"  pages without a foreign one {scores.clean_count}"
        )
    for name, counts in scores.fields.items():
        yield (
            f"  {name:<16} right {counts['right'] / counts.total():.3f}  ({counts['right']} right,"
            f" {counts['missing']} missing, {counts['wrong']} wrong)"
        )


if __name__ == "__main__":
    sys.exit(main())
