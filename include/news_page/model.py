"""What the news page says, section by section, and how much it needs to say it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

WEEK_DAYS = 7
USUAL_DAYS = 28
"""The days before a day that marts.asset_attention calls usual."""
COIN_DAYS = 90
PAIR_WEEKS = 4

MIN_HISTORY_DAYS = 7
"""Of fewer days with articles, what is usual cannot be told."""
MIN_COURSE_DAYS = 21
"""Of fewer days with articles, a course is a scatter."""
MIN_COIN_MENTIONS = 20
MIN_RISE_ARTICLES = 3
"""One article that repeats a name is no rise."""
MIN_RISE_Z = 2
"""Standard deviations above what is usual: by chance alone, some two days of a hundred lie so high."""
MIN_PRICE_DAYS = 3
MIN_PAIR_ARTICLES = 3
MIN_PAIRS = 5
"""Of fewer pairs a graph shows no more than a sentence."""
MIN_TIMED_ARTICLES = 20
"""Of fewer articles, the hours of a source are chance."""

MAX_RISEN = 8
MAX_FROM_SILENCE = 4
MAX_COINS = 12
MAX_PAIRS = 40
MAX_SOURCES = 12
MAX_NAME_CHARS = 60
STORY_DAYS = 2
"""The latest day may have begun only just, so the one before is shown, too."""
MAX_STORIES_A_DAY = 8
MAX_TELLINGS = 6
MAX_ENTITIES = 5
MAX_HEADLINE_CHARS = 160


@dataclass(frozen=True, slots=True)
class AsOf:
    """What the page rests on.

    `latest_day` is the latest day that an article with a date counts for; an article without one counts for
    its landing, which says nothing of the news. The week ends with it. `history_day_count` counts the days
    with articles among the 28 before the week, `known_day_count` those of the 90 up to the latest.
    """

    landed_at: datetime | None
    latest_day: date | None
    week_article_count: int
    week_source_count: int
    history_day_count: int
    known_day_count: int


@dataclass(frozen=True, slots=True)
class Rise:
    """The day of the week on which an asset stood furthest above what is usual for it.

    `robust_z` is None for an asset that is silent on three days of four: no distance can be told.
    """

    asset_slug: str
    asset_name: str
    asset_symbol: str | None
    date_day: date
    mention_count: int
    usual_mention_count: float
    mention_count_spread: float
    robust_z: float | None
    article_count: int
    source_count: int
    share_of_voice_pct: Decimal | None
    usual_share_of_voice_pct: float | None
    mention_rank: int | None


@dataclass(frozen=True, slots=True)
class Telling:
    """One article of a story.

    `delay_seconds` is from the first article on; None where the hour of publication is not known. `address`
    is one of the web, or None.
    """

    source_name: str
    headline: str | None
    delay_seconds: int | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Story:
    """What several outlets told. `tellings` are the first of `article_count` articles, in their order."""

    date_day: date
    first_published_at: datetime
    headline: str | None
    article_count: int
    source_count: int
    entity_slugs: list[str]
    tellings: list[Telling]

    @property
    def followers(self) -> list[str]:
        """The sources that are shown to have told it after the first, each once, in their order."""
        first, *others = self.tellings
        names = dict.fromkeys(telling.source_name for telling in others)
        names.pop(first.source_name, None)
        return list(names)


@dataclass(frozen=True, slots=True)
class CoinDay:
    """One day of one coin. `mention_count` is None where no article of the day is known, of whatever coin."""

    date_day: date
    mention_count: int | None
    article_count: int
    price_usd: Decimal | None


@dataclass(frozen=True, slots=True)
class Coin:
    """One coin over the 90 days up to the latest, all of them, in their order."""

    asset_slug: str
    asset_name: str
    asset_symbol: str | None
    days: list[CoinDay]

    @property
    def mention_count(self) -> int:
        """Mentions in all."""
        return sum(day.mention_count or 0 for day in self.days)

    @property
    def highest_mention_count(self) -> int:
        """Mentions on the day with most."""
        return max(day.mention_count or 0 for day in self.days)

    @property
    def article_count(self) -> int:
        """Articles that mention it; an article counts for one day."""
        return sum(day.article_count for day in self.days)

    @property
    def priced_days(self) -> list[CoinDay]:
        """The days for which a price was seen."""
        return [day for day in self.days if day.price_usd is not None]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that are named together more often than by chance, over some weeks.

    `lift` is how many times as often, over the weeks in which the pair is listed.
    """

    slug_a: str
    name_a: str
    entity_type_a: str
    slug_b: str
    name_b: str
    entity_type_b: str
    article_count: int
    sentence_count: int
    lift: float


@dataclass(frozen=True, slots=True)
class SourceTiming:
    """When a source publishes, and how late that is captured and landed, over all that is published.

    A delay is one that half of the articles do not exceed, by the medians of their hours of the week; None
    where none is known. `hour_counts` are articles by hour of the day, UTC.
    """

    source_name: str
    article_count: int
    zone_assumed_article_count: int
    capture_delay_seconds: float | None
    landing_delay_seconds: float | None
    hour_counts: list[int]


@dataclass(frozen=True, slots=True)
class News:
    """All that is shown. `coin_query` is the query that the coins' days were read by."""

    as_of: AsOf
    stories: list[Story]
    risen: list[Rise]
    from_silence: list[Rise]
    coins: list[Coin]
    coin_query: str | None
    pairs: list[Pair]
    timings: list[SourceTiming]
    small_source_count: int
