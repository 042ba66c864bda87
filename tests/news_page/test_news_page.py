"""The page tells what is new, says where there is too little to tell, and believes no document."""

import re
import shutil
from dataclasses import replace

import duckdb
import pytest

from include.news_page import model, page, queries
from include.news_page.stories import STORIES
from include.warehouse import DatabaseFileError
from tests.news_page import made
from tests.news_page.news import HOSTILE, LITTLE, MONTHS, NOTHING_YET, OF_HOSTILE_TEXT, coin
from tests.outline import Outline

MAX_BYTES = 1_000_000


def outline(news):
    return Outline(page.render(news))


def words(news):
    return re.sub(r"\s+", " ", outline(news).text)


def test_what_it_rests_on_stands_at_the_top():
    shown = words(MONTHS)
    assert "The week to Sunday, 15 March 2026" in shown
    assert "Articles of the week181" in shown
    assert "Sources of the week12" in shown
    assert "Latest landing2026-03-15 12:00 UTC" in shown


def test_before_the_first_publication_it_says_how_to_begin():
    shown = outline(NOTHING_YET)
    assert "No news yet" in shown.text
    assert "make run" in shown.text
    assert shown.all("section") == shown.all("svg") == []


def test_a_rise_stands_beside_what_is_usual_and_leads_to_its_coin():
    shown = outline(MONTHS)
    row = re.sub(r"\s+", " ", shown.text).partition("Solana SOL")[2]
    assert row.startswith(" Sun 15 Mar 41 in 9 articles 12 ± 2.5 3.2 12.5 % usual 4.2 % 1")
    addresses = [attributes.get("href") for attributes in shown.all("a")]
    ids = {attributes["id"] for _, attributes in shown.elements if "id" in attributes}
    assert addresses.count("#coin-2") == 2
    assert {address[1:] for address in addresses if address.startswith("#")} <= ids


def test_a_story_names_who_was_first_and_who_followed_when():
    shown = words(MONTHS)
    latest, before = shown.index("Sunday, 15 March 2026 A"), shown.index("Saturday, 14 March 2026")
    assert latest < before
    told = shown[latest:before]
    assert "First Coin Gazette, 06:12 UTC; 9 articles of 3 sources." in told
    assert "Then Ledger Post, Node Weekly Ledger Post 25 minutes later" in told
    assert "Node Weekly hour not known" in told
    assert "And 5 articles more." in told
    assert "Without a headline" in shown[before:]


def test_a_story_leads_to_its_articles_and_tells_them_nothing():
    links = [attributes for attributes in outline(MONTHS).all("a") if not attributes["href"].startswith("#")]
    assert [link["href"] for link in links] == [
        "https://gazette.example/lighthouse",
        "https://post.example/lamp?a=1&b=2",
    ]
    assert {link["rel"] for link in links} == {"noopener noreferrer"}


def test_what_was_silent_is_told_apart():
    assert "Algorand ALG: 41 mentions in 9 articles of 6 sources on Sun 15 Mar" in words(MONTHS)


def test_a_coin_has_its_mentions_above_its_prices_or_says_that_there_are_none():
    shown = words(MONTHS)
    assert "70,001.25 to 70,089.25" in shown
    assert shown.count("No page showed a price in USD.") == 3
    few = replace(coin("few", "Few", price="1"), days=[
        replace(day, price_usd=day.price_usd if number in {0, 2} else None)
        for number, day in enumerate(coin("few", "Few", price="1").days)
    ])  # fmt: skip
    assert "seen on 2 days, and a line takes 3" in words(replace(MONTHS, coins=[*MONTHS.coins, few]))


def test_where_no_coin_has_a_price_that_is_said_once():
    shown = words(replace(MONTHS, coins=MONTHS.coins[1:]))
    assert shown.count("There is no price to be shown") == 1
    assert "No page showed a price" not in shown


def test_a_symbol_that_is_the_name_is_not_repeated():
    assert "XRP XRP" not in re.sub(r"SQL behind.*", "", words(MONTHS))


def test_every_chart_has_words_and_its_figures_as_a_table():
    shown = outline(MONTHS)
    drawings = [attributes for attributes in shown.all("svg") if "aria-hidden" not in attributes]
    # Rises, coins with and without prices, the graph in two shapes, sources.
    assert len(drawings) == 2 + 4 + 1 + 2 + 2
    texts = {attributes.get("id") for name in ("title", "desc") for attributes in shown.all(name)}
    for drawing in drawings:
        assert drawing["role"] == "img"
        assert set(drawing["aria-labelledby"].split()) <= texts
    summaries = re.findall(r"<summary>(.*?)</summary>", page.render(MONTHS))
    assert sum("The figures" in summary for summary in summaries) == len(MONTHS.coins)
    assert "The pairs as a table" in summaries


def test_a_table_of_figures_tells_days_without_articles_from_silence():
    table = (
        page.render(MONTHS).partition("Days on which it was mentioned or priced")[2].partition("</table>")[0]
    )
    assert '2026-02-12</th><td class="figure">–</td>' in table
    assert '2026-03-14</th><td class="figure">1</td>' in table


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ("stories", "no event of Sun 15 Mar or the day before was told by two sources"),
        ("risen", "1 of them has articles, and it takes 7."),
        ("coins", "6 of the 90 days up to the latest have articles, and a course takes 21."),
        ("pairs", "1 pair of names stands in 3 articles and more"),
        ("timing", "no source has 20 articles whose hour of publication is known; 1 source has fewer."),
    ],
)
def test_of_too_little_a_sentence_is_said_and_nothing_drawn(section, sentence):
    html = page.render(LITTLE)
    (body,) = re.findall(rf'<section aria-labelledby="{section}">.*?</section>', html, re.DOTALL)
    assert sentence in re.sub(r"\s+", " ", Outline(body).text)
    assert "<svg" not in body
    assert "<table" not in body


def test_where_nothing_rose_that_is_said():
    assert "Nothing stood out" in words(replace(MONTHS, risen=[], from_silence=[]))


def test_what_a_document_says_is_text_and_nothing_else():
    shown = outline(OF_HOSTILE_TEXT)
    assert shown.all("script") == shown.all("img") == []
    assert shown.text.count(HOSTILE) > 10
    assert all("onerror" not in attributes for _, attributes in shown.elements)


def test_nothing_is_fetched_and_addresses_lead_to_articles_alone():
    shown = outline(OF_HOSTILE_TEXT)
    addresses = [
        attributes[name] for _, attributes in shown.elements for name in ("src", "href") if name in attributes
    ]
    assert {address for address in addresses if not address.startswith("#")} == {
        "data:,",
        "https://e.example/'onclick='x",
    }
    assert [attributes for attributes in shown.all("a") if "onclick" in attributes] == []
    assert {
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    } in shown.all("meta")


def test_every_section_names_its_mart_and_shows_its_sql():
    html = page.render(MONTHS)
    for section, mart, queries_shown in (
        ("risen", "marts.asset_attention", [queries.RISEN, queries.FROM_SILENCE]),
        ("stories", "marts.story", [STORIES]),
        ("coins", "marts.asset_daily", [queries.MOST_MENTIONED, queries.CALENDAR, MONTHS.coin_query]),
        ("pairs", "marts.entity_cooccurrence", [queries.PAIRS]),
        ("timing", "marts.source_timing", [queries.TIMINGS, queries.SMALL_SOURCES]),
    ):
        (body,) = re.findall(rf'<section aria-labelledby="{section}">.*?</section>', html, re.DOTALL)
        assert f"<code>{mart}</code>" in body
        for query in queries_shown:
            assert f"{query};" in Outline(body).text


def test_page_of_a_long_history_of_long_hostile_names_stays_small(settings):
    """Three years of hundreds of coins, of which those most is said of have names as long as a paragraph."""
    long = (HOSTILE * 100)[:1000]
    coins = [
        (f"coin-{n}", f"{n} {long}", long) if n < 40 else (f"coin-{n}", f"Coin {n}", "C") for n in range(400)
    ]
    made.write(settings.published_path, day_count=3 * 365, coins=coins)
    with duckdb.connect(str(settings.published_path)) as connection:
        connection.execute(f"""
            update marts.asset_daily set
                price_usd = 98765432109876.123456789012345678, mention_count = mention_count + 1000000;
            update marts.asset_attention set
                article_count = 9,
                usual_mention_count = 0,
                mention_count_robust_z = case
                    when asset_slug[6:]::integer between 12 and 25 then 10
                    when asset_slug[6:]::integer not between 26 and 39 then 0
                end;
            insert into core.entity by name
            select 'e' || n as entity_id, 'e' || n as slug, n || repeat('{"W" * 100}', 30) as name,
                'organisation' as entity_type
            from range(500) as _ (n);
            insert into marts.entity_cooccurrence by name
            select
                date '2026-03-09' as week_start, 'e' || n as entity_id_a, 'e' || (n + 1) as entity_id_b,
                'e' || n as slug_a, 'e' || (n + 1) as slug_b,
                'organisation' as entity_type_a, 'organisation' as entity_type_b,
                900 + n as article_count, 900 as sentence_count,
                1000 as article_count_a, 10 as article_count_b, 100000 as week_article_count
            from range(400) as _ (n);
            insert into marts.source_timing by name
            select
                n || repeat('W', 3000) as source_name, hour::integer as hour_of_week,
                1000 as article_count, 0 as zone_assumed_article_count, 1000 as capture_delay_article_count,
                60 as median_capture_delay_seconds, 0 as landing_delay_article_count
            from range(200) as _ (n), range(168) as _ (hour);
            insert into marts.story by name
            select
                n::varchar as story_id, date '2026-03-15' - n::integer % 2 as date_day,
                timestamptz '2026-03-15 00:00:00+00' as first_published_at,
                repeat('"', 100000) as headline, 90 as article_count, 90 as source_count,
                list_transform(range(90), lambda _: repeat('&', 9000)) as entity_slugs
            from range(100) as _ (n);
            insert into marts.story_article by name
            select
                n::varchar as story_id, n || '-' || m as document_id, date '2026-03-15' as date_day,
                repeat('"', 5000) as source_name, repeat('&', 5000) as headline, m as position
            from range(100) as _ (n), range(90) as _ (m);
            insert into marts.article_overview by name
            select
                document_id, date_day, 'https://e.example/' || repeat('&', 180 - n * 10) as canonical_url
            from marts.story_article, range(1) as _ (n);
        """)
    news = made.collected(settings.published_path)
    assert len(news.coins) == model.MAX_COINS + model.MAX_RISEN + model.MAX_FROM_SILENCE
    assert len(news.stories) == model.STORY_DAYS * model.MAX_STORIES_A_DAY
    assert (len(news.pairs), len(news.timings)) == (model.MAX_PAIRS, model.MAX_SOURCES)
    assert 500_000 < page.write_page(settings).stat().st_size < MAX_BYTES


def test_writing_again_replaces_the_page_and_leaves_nothing_beside_it(settings):
    made.write(settings.published_path)
    path = page.write_page(settings)
    first = path.read_text(encoding="utf-8")
    assert page.write_page(settings) == path == settings.reports_dir / "news.html"
    assert path.read_text(encoding="utf-8") == first
    assert list(path.parent.iterdir()) == [path]


def test_what_cannot_be_read_leaves_the_page_as_it_was(settings):
    made.write(settings.published_path)
    path = page.write_page(settings)
    settings.published_path.write_bytes(b"no database " * 1000)
    before = path.read_text(encoding="utf-8")
    with pytest.raises(DatabaseFileError):
        page.write_page(settings)
    assert path.read_text(encoding="utf-8") == before


def test_the_samples_are_too_few_to_be_drawn_and_the_page_says_so(published_samples, settings):
    settings.published_path.parent.mkdir()
    shutil.copy(published_samples.published_path, settings.published_path)
    shown = Outline(page.write_page(settings).read_text(encoding="utf-8"))
    assert shown.text.count("Too little to") == len(shown.all("section"))
    assert shown.all("svg") == []
