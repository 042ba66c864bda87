"""The news page: one file without scripts, which needs no network and stays the same size."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from markupsafe import Markup

from include.files import replace_file
from include.news_page import charts, graph, model, queries
from include.news_page.collect import collect
from include.news_page.model import Coin, News, Rise, SourceTiming
from include.news_page.stories import STORIES
from include.pages.rendering import render as render_template
from include.pages.words import count, duration, moment
from include.settings import Settings
from include.warehouse import reader

PACKAGE = "include.news_page"
TEMPLATE_NAME = "news.html.j2"
HOURS_A_DAY = 24


def write_page(settings: Settings) -> Path:
    """Write the page anew from the published file, at once: who has it open never sees half of it.

    Raises:
        DatabaseFileError: the published file is missing or damaged; the page stays as it was.
    """
    with reader(settings.published_path) as connection:
        news = collect(connection)
    path = page_path(settings)
    replace_file(path, render(news))
    return path


def page_path(settings: Settings) -> Path:
    """Where the page is."""
    return settings.reports_dir / "news.html"


def render(news: News) -> str:
    """The page's HTML; whatever comes from a document is escaped."""
    coin_ids = {coin.asset_slug: f"coin-{number}" for number, coin in enumerate(news.coins, start=1)}
    course_by_slug = {coin.asset_slug: coin for coin in news.coins}
    return render_template(
        PACKAGE,
        TEMPLATE_NAME,
        {
            "moment": moment,
            "count": count,
            "duration": duration,
            "day": _day,
            "short_day": _short_day,
            "clock": _clock,
            "figure": _figure,
            "price": _price,
        },
        news=news,
        model=model,
        queries=queries,
        stories_query=STORIES,
        coin_ids=coin_ids,
        has_graph=len(news.pairs) >= model.MIN_PAIRS,
        drawings=[graph.draw(news.pairs, shape) for shape in (graph.WIDE, graph.TALL)]
        if len(news.pairs) >= model.MIN_PAIRS
        else [],
        rise_chart=lambda rise: _rise_chart(rise, course_by_slug[rise.asset_slug], coin_ids[rise.asset_slug]),
        mention_chart=lambda coin: _mention_chart(coin, coin_ids[coin.asset_slug]),
        price_chart=lambda coin: _price_chart(coin, coin_ids[coin.asset_slug]),
        hour_chart=_hour_chart,
    )


def _rise_chart(rise: Rise, coin: Coin, coin_id: str) -> Markup:
    """The week, and the days before it that are called usual."""
    days = coin.days[-model.WEEK_DAYS - model.USUAL_DAYS :]
    week, before = days[-model.WEEK_DAYS :], days[: -model.WEEK_DAYS]
    return charts.bars(
        f"rise-{coin_id}",
        f"{rise.asset_name}: mentions a day",
        f"In the week, from {_short_day(week[0].date_day)}: "
        f"{', '.join(str(day.mention_count or 0) for day in week)}. "
        f"In the {len(before)} days before at most {max(day.mention_count or 0 for day in before)} a day",
        [day.mention_count for day in days],
        marked=[day in week for day in days],
    )


def _mention_chart(coin: Coin, coin_id: str) -> Markup:
    counts = [day.mention_count for day in coin.days]
    known = [count for count in counts if count is not None]
    return charts.bars_with_gaps(
        f"{coin_id}-mentions",
        f"{coin.asset_name}: mentions a day",
        f"{sum(known):,} in {len(counts)} days, at most {max(known, default=0):,} a day, "
        f"none on {known.count(0)} days; of {counts.count(None)} days no article is known",
        counts,
    )


def _price_chart(coin: Coin, coin_id: str) -> Markup:
    prices = [day.price_usd for day in coin.priced_days if day.price_usd is not None]
    return charts.line_with_gaps(
        f"{coin_id}-prices",
        f"{coin.asset_name}: prices seen on pages, in USD",
        f"Seen on {len(prices)} of {len(coin.days)} days: first {_price(prices[0])}, "
        f"last {_price(prices[-1])}, between {_price(min(prices))} and {_price(max(prices))}",
        [None if day.price_usd is None else float(day.price_usd) for day in coin.days],
    )


def _hour_chart(timing: SourceTiming, number: int) -> Markup:
    busiest = max(range(HOURS_A_DAY), key=lambda hour: timing.hour_counts[hour])
    return charts.bars(
        f"hours-{number}",
        f"{timing.source_name}: articles by hour of the day, UTC",
        f"Most between {busiest:02} and {busiest + 1:02} h: {timing.hour_counts[busiest]}. "
        f"From 00 h on: {', '.join(map(str, timing.hour_counts))}",
        timing.hour_counts,
        marked=[hour == busiest for hour in range(HOURS_A_DAY)],
    )


def _day(value: date) -> str:
    """A day with its weekday."""
    return f"{value:%A}, {value.day} {value:%B %Y}"


def _short_day(value: date) -> str:
    """A day of the week that is spoken of."""
    return f"{value:%a} {value.day} {value:%b}"


def _clock(value: datetime) -> str:
    """The time of a day that is spoken of."""
    return f"{value.astimezone(UTC):%H:%M} UTC"


def _figure(value: float | Decimal, digits: int = 1) -> str:
    """A figure with so many digits behind the point, and without it where there would be noughts alone."""
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _price(value: Decimal) -> str:
    """A price in full."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
