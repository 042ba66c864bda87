"""Which figures are compared with their history, and what it means when one is out of line.

A rule watches one side. Its tolerance is the largest of: so many times the spread (or what pure chance does,
if that is more), a smallest effect that matters in the figure's own unit, and one in per cent of the usual
value. Every rule is tested against simulated months without a fault, and against each fault.
"""

import math
from dataclasses import dataclass
from typing import Literal

from include.quality.history.baseline import Baseline, Direction, count_noise, mean_noise, share_noise_pct
from include.quality.model import IncidentSeverity

Noise = Literal["count", "share", "mean", "none"]

HISTORY_DAYS = 56
"""Eight weeks: eight points of the same weekday. What lasts longer than half of it is the new usual."""

SECONDS_A_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Rule:
    """One figure that is watched.

    `kind` and the dimension's value name the incident; rules of one kind share it. A rule with a
    `refused_table` refuses the loads, on that table's behalf, where the figure rests on
    `min_refused_sample_count` articles or more; one that `is_refused_once` does so only in the run that opens
    the incident. `reason` says what it protects and what to do.
    """

    metric: str
    dimension: str
    kind: str
    direction: Direction
    severity: IncidentSeverity
    noise: Noise
    reason: str
    min_effect: float = 0.0
    min_effect_pct: float = 0.0
    spread_count: float = 6.0
    limit: float = math.inf
    min_point_count: int = 7
    needs_same_weekday: bool = False
    is_zero_when_absent: bool = False
    refused_table: str | None = None
    min_refused_sample_count: int = 0
    is_refused_once: bool = False

    def tolerance(self, usual: Baseline, sample_count: int) -> float:
        """How far the figure may be from the usual value."""
        return max(
            self.spread_count * max(usual.spread, self._noise(usual.centre, sample_count)),
            self.min_effect,
            usual.centre * self.min_effect_pct / 100,
        )

    def _noise(self, centre: float, sample_count: int) -> float:
        if self.noise == "count":
            return count_noise(centre)
        if self.noise == "share":
            return share_noise_pct(centre, sample_count)
        return mean_noise(centre, sample_count) if self.noise == "mean" else 0.0


VOLUME = Rule(
    metric="landed_count",
    dimension="everything",
    kind="volume",
    direction="low",
    severity="critical",
    noise="count",
    spread_count=5.0,
    min_effect_pct=40,
    needs_same_weekday=True,
    refused_table="raw.load",
    reason=(
        "Far fewer documents came within a day than on the same weekday before: a half-empty day reads like "
        "news. Look into the inbox and at the sender; replay what is missing."
    ),
)
SOURCE_VOLUME = Rule(
    metric="article_count",
    dimension="source",
    kind="source_volume",
    direction="low",
    severity="warning",
    noise="count",
    min_effect_pct=50,
    needs_same_weekday=True,
    reason="The source brought far less than on the same weekday before: look whether part of it is missing.",
)
SOURCE_STOPPED = Rule(
    metric="missed_article_count",
    dimension="source",
    kind="source_stopped",
    direction="high",
    severity="warning",
    noise="none",
    min_effect=20,
    needs_same_weekday=True,
    refused_table="core.article",
    is_refused_once=True,
    reason=(
        "Nothing came from the source for as long as usually brings 20 articles: look whether it is still "
        "collected, and whether its pages are still recognised. If it has ended, release the load."
    ),
)
NEW_SOURCE = Rule(
    metric="article_count",
    dimension="source",
    kind="new_source",
    direction="high",
    severity="info",
    noise="none",
    min_point_count=14,
    reason="A source appeared: name it in seeds/sources.csv, with its layout and its time zone.",
)

_LAYOUT_REASON = (
    "The source's pages fit their layout less than before: compare the sample documents with the layout's "
    "sample page, extend the layout, then read the documents again."
)


def _layout_rule(
    metric: str, refused_table: str, dimension: str = "source_layout", min_effect: float = 25
) -> Rule:
    return Rule(
        metric=metric,
        dimension=dimension,
        kind="layout_drift",
        direction="high",
        severity="critical",
        noise="share",
        min_effect=min_effect,
        limit=100,
        refused_table=refused_table,
        min_refused_sample_count=20,
        reason=_LAYOUT_REASON,
    )


METRIC_RULES = (
    _layout_rule("unclassified_article_pct", "core.article_segment"),
    _layout_rule("headline_null_pct", "core.article"),
    _layout_rule("published_at_null_pct", "core.article"),
    _layout_rule("body_text_null_pct", "core.article"),
    _layout_rule("language_null_pct", "core.article"),
    _layout_rule("price_widget_missing_pct", "core.price_snapshot"),
    _layout_rule("related_card_missing_pct", "core.related_link"),
    _layout_rule("short_text_pct", "core.article"),
    _layout_rule("plain_layout_pct", "core.article", "source"),
    # A new source of which nothing fits yet is not to refuse all the others.
    _layout_rule("plain_layout_pct", "core.article", "everything", min_effect=50),
    Rule(
        metric="unmentioned_pct",
        dimension="everything",
        kind="mention_rate",
        direction="high",
        severity="critical",
        noise="share",
        min_effect=40,
        limit=100,
        refused_table="core.mention",
        reason="Most articles mention nothing: the gazetteer or the matcher is broken. Mend it, build anew.",
    ),
    Rule(
        metric="mentions_per_1000_words",
        dimension="everything",
        kind="mention_rate",
        direction="low",
        severity="critical",
        noise="mean",
        min_effect_pct=60,
        refused_table="core.mention",
        reason="Far fewer mentions than before: the gazetteer or the matcher is broken. Mend it, build anew.",
    ),
    # One type of entities, or the headlines, may lose all mentions while the sum hardly falls.
    *(
        Rule(
            metric="mentions_per_1000_words",
            dimension=dimension,
            kind="mention_rate",
            direction="low",
            severity="critical",
            noise="mean",
            min_effect_pct=75,
            refused_table="core.mention",
            reason=(
                "Most mentions of a type, or in a section, are gone: the gazetteer or the matcher is broken. "
                "Mend it, build anew."
            ),
        )
        for dimension in ("entity_type", "section")
    ),
    Rule(
        metric="author_null_pct",
        dimension="source_layout",
        kind="layout_drift",
        direction="high",
        severity="warning",
        noise="share",
        min_effect=50,
        limit=100,
        reason=_LAYOUT_REASON,
    ),
    Rule(
        metric="source_name_null_pct",
        dimension="layout",
        kind="unnamed_source",
        direction="high",
        severity="warning",
        noise="share",
        min_effect=5,
        limit=100,
        reason="More articles name no source than before: look for a field that is called otherwise now.",
    ),
    Rule(
        metric="truncated_pct",
        dimension="source_layout",
        kind="truncation",
        direction="high",
        severity="warning",
        noise="share",
        min_effect=25,
        limit=100,
        reason=(
            "The source gives less than the whole text more often than before: look for a paywall, or for a "
            "feed that has changed."
        ),
    ),
    Rule(
        metric="old_article_pct",
        dimension="source",
        kind="freshness",
        direction="high",
        severity="critical",
        noise="share",
        min_effect=25,
        limit=100,
        refused_table="core.article",
        min_refused_sample_count=20,
        reason=(
            "Much of what the source brought was published a week ago or more: look at the year, and whether "
            "its collection repeats itself. If it is an archive, release the load."
        ),
    ),
    Rule(
        metric="quarantined_pct",
        dimension="reason",
        kind="quarantine_share",
        direction="high",
        severity="warning",
        noise="share",
        min_effect=5,
        limit=100,
        is_zero_when_absent=True,
        reason="More is set aside for this reason than before: see raw.landing_event, mend, make replay.",
    ),
    Rule(
        metric="freshness_seconds",
        dimension="source",
        kind="freshness",
        direction="high",
        severity="warning",
        noise="none",
        min_effect=SECONDS_A_DAY,
        min_effect_pct=100,
        reason="The source's newest article is older than usual: look whether its collection repeats itself.",
    ),
)
"""The figures of `quality.metric_load` and `quality.metric_daily`; the other rules count in windows."""
