"""Which stories the page shows, in which order, and where their links lead."""

import duckdb
import pytest

from include.news_page.model import MAX_HEADLINE_CHARS, MAX_STORIES_A_DAY, MAX_TELLINGS
from include.news_page.stories import MAX_ADDRESS_CHARS, read, web_address
from tests.news_page import made


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "pressmark.duckdb"
    made.write_only_stories(path)
    with duckdb.connect(str(path)) as connection:
        connection.execute("set timezone = 'UTC'")
        yield connection


def test_the_latest_day_comes_first_and_in_it_what_most_sources_told(file):
    stories = read(file)
    assert [(story.date_day.day, story.source_count) for story in stories] == [
        (15, 3), (15, 2), (14, 6), (14, 3), (14, 2),
    ]  # fmt: skip
    assert stories[0].headline == "Lighthouse keepers accept Dogecoin for the spring repairs"


def test_articles_stand_in_their_order_with_delays_and_addresses(file):
    story = read(file)[3]
    assert [(telling.source_name, telling.delay_seconds) for telling in story.tellings] == [
        ("Harbour Wire", 0), ("Coin Gazette", 5700), ("Chain Courier", 24600),
    ]  # fmt: skip
    assert story.tellings[0].address == "https://news.example/story-3-1"
    assert story.followers == ["Coin Gazette", "Chain Courier"]


def test_a_story_whose_articles_have_no_address_is_shown_all_the_same(file):
    file.execute("delete from marts.article_overview")
    assert {telling.address for story in read(file) for telling in story.tellings} == {None}
    assert len(read(file)) == len(made.STORIES)


def test_an_article_of_the_next_day_belongs_to_its_story(file):
    file.execute("update marts.story_article set date_day = date '2026-03-16' where position > 1")
    assert [len(story.tellings) for story in read(file)] == [3, 2, 6, 3, 2]


def test_older_stories_and_later_articles_are_left_out(file):
    file.execute(
        """
        update marts.story set date_day = date '2026-03-13' where date_day = date '2026-03-14';
        insert into marts.story_article by name
        select
            'story-0' as story_id, 'more-' || n as document_id, date '2026-03-15' as date_day,
            'Source ' || n as source_name, 'Told again' as headline, 4 + n as position
        from range(100) as _ (n);
        insert into marts.story by name
        select
            'small-' || n as story_id, date '2026-03-15' as date_day, now() as first_published_at,
            'Small' as headline, 2 as article_count, 2 as source_count, [] as entity_slugs
        from range(100) as _ (n);
        insert into marts.story_article by name
        select story_id, story_id as document_id, date_day, 'Wire' as source_name, 1 as position
        from marts.story
        where story_id like 'small-%'
        """
    )
    stories = read(file)
    assert len(stories) == MAX_STORIES_A_DAY
    assert {story.date_day for story in stories} == {made.LATEST_DAY}
    assert len(stories[0].tellings) == MAX_TELLINGS


def test_long_texts_are_cut_and_long_addresses_left_out(file):
    file.execute(
        """
        update marts.story set headline = repeat('h', 5000);
        update marts.story_article set headline = repeat('h', 5000);
        update marts.article_overview set canonical_url = canonical_url || repeat('u', $1)
        """,
        [MAX_ADDRESS_CHARS],
    )
    for story in read(file):
        assert len(story.headline) == MAX_HEADLINE_CHARS
        assert {len(telling.headline) for telling in story.tellings} == {MAX_HEADLINE_CHARS}
        assert {telling.address for telling in story.tellings} == {None}


@pytest.mark.parametrize(
    "address", ["https://news.example/a", "http://news.example:8080/a?b=c#d", "https://news.example/%20'"]
)
def test_an_address_of_the_web_is_a_link(address):
    assert web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None, "", "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)",
        "java\tscript:alert(1)", "data:text/html,<script>", "vbscript:x", "file:///etc/passwd",
        "//news.example/a", "/a", "news.example",
        "https:", "https:///a", "http://[::1", "https://news.example/a b", "https://news.example\n.evil.example",
        "https:\\\\news.example", "https://n\u0435ws.example/", "mailto:a@news.example",
        "https://news.example@evil.example/", "https://a:b@news.example/",
    ],
)  # fmt: skip
def test_anything_else_is_none(address):
    assert web_address(address) is None
