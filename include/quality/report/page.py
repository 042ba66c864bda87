"""The quality page: one file without scripts, which needs no network and stays the same size."""

import math
from datetime import UTC, date, datetime
from pathlib import Path

from include.files import replace_file
from include.pages.rendering import render as render_template
from include.pages.words import count, duration, moment
from include.quality.history.baseline import State
from include.quality.model import PACKAGE
from include.quality.report import queries
from include.quality.report.chart import daily_bars
from include.quality.report.summary import Report

TEMPLATE_NAME = "index.html.j2"
HOURS_A_DAY = 24
SECONDS_AN_HOUR = 3600

STATE_WORDS: dict[State, str] = {
    "ok": "as usual",
    "deviates": "unusual",
    "not_enough_history": "with not enough history",
    "too_few_to_tell": "of too few articles to tell",
}
"""How many figures stand how beside their history."""


def write(report: Report, path: Path, data_docs_dir: Path) -> None:
    """Replace the page at once: who has it open never sees half of it.

    `data_docs_dir` holds one folder a run; the page links to it by a relative address.
    """
    replace_file(path, render(report, data_docs_dir.name))


def render(report: Report, data_docs_address: str) -> str:
    """The page's HTML; whatever comes from a document is escaped."""
    return render_template(
        PACKAGE,
        TEMPLATE_NAME,
        {"moment": moment, "count": count, "age": _age, "words": _words, "duration": duration},
        report=report,
        data_docs_address=data_docs_address,
        daily_bars=daily_bars,
        queries=queries,
        state_words=STATE_WORDS,
    )


def _age(value: datetime | date, at: datetime) -> str:
    """How much older something is than a moment: in hours, from two days on in days; a day always in days."""
    if isinstance(value, datetime):
        hours = math.floor((at - value).total_seconds() / SECONDS_AN_HOUR)
        if hours < 0:
            return "later than the run"
        if hours == 0:
            return "under an hour old"
        if hours < 2 * HOURS_A_DAY:
            return f"{count(hours, 'hour')} old"
        return f"{count(hours // HOURS_A_DAY, 'day')} old"
    days = (at.astimezone(UTC).date() - value).days
    if days < 0:
        return "later than the run"
    return "the day of the run" if days == 0 else f"{count(days, 'day')} old"


def _words(name: str) -> str:
    """A name of ours as words."""
    return name.replace("_", " ")
