"""The published file: swapped in whole, only from accepted loads, with nobody waiting for anybody."""

import duckdb
import pytest

from include import warehouse
from include.landing.land import land_inbox
from include.publication.publish import NotAcceptedError, publish
from include.publication.spare import spare_path
from include.settings import Settings
from include.transform import normalise
from tests.pipeline.conftest import decide, record, write_feed


def published_headlines(settings: Settings) -> list[str]:
    with warehouse.reader(settings.published_path) as connection:
        found = connection.execute("select headline from core.article order by headline").fetchall()
    return [headline for (headline,) in found]


def test_only_accepted_loads_are_published_and_readers_are_left_alone(one_article: Settings) -> None:
    settings = one_article
    with pytest.raises(NotAcceptedError, match="not validated"):
        publish(settings)
    assert not settings.published_path.exists()

    decide(settings, is_accepted=True)
    publication = publish(settings)
    assert publication.row_count_by_table["core.article"] == 1
    assert published_headlines(settings) == ["Bitcoin rises"]

    write_feed(
        settings,
        "two.jsonl",
        [record("2", "Two", "Ether fell.", 9)],
    )
    with warehouse.reader(settings.published_path) as early_reader:
        land_inbox(settings)
        normalise(settings)
        decide(settings, is_accepted=True)
        leftover = settings.published_path.parent / f".{settings.published_path.name}.1"
        leftover.write_bytes(b"what a killed publication leaves")
        publish(settings)
        assert early_reader.execute("select count(*) from core.article").fetchone() == (1,)
    assert published_headlines(settings) == ["Bitcoin rises", "Two"]
    kept = {settings.published_path, spare_path(settings)}
    assert set(settings.published_path.parent.iterdir()) == kept

    write_feed(settings, "bad.jsonl", [record("3", "Bad", "Doge.", 9)])
    land_inbox(settings)
    normalise(settings)
    decide(settings, is_accepted=False)
    with pytest.raises(NotAcceptedError, match="refused"):
        publish(settings)
    assert published_headlines(settings) == ["Bitcoin rises", "Two"]


def test_a_reader_can_follow_a_value_and_reach_nothing_else(one_article: Settings) -> None:
    decide(one_article, is_accepted=True)
    publish(one_article)
    with warehouse.reader(one_article.published_path) as connection:
        found = connection.execute(
            """
            select mention.surface, substr(raw_text, char_start + 1, char_end - char_start)
            from core.mention inner join raw.document using (document_id)
            order by char_start
            """
        ).fetchall()
        assert found == [("Bitcoin", "Bitcoin"), ("Bitcoin", "Bitcoin"), ("BTC", "BTC")]
        described = connection.execute(
            "select count(*) from duckdb_columns() where schema_name = 'core' and comment is null"
        ).fetchone()
        assert described == (0,)
        with pytest.raises(duckdb.PermissionException):
            connection.execute("select * from read_text('/etc/hostname')")
        with pytest.raises(duckdb.Error):
            connection.execute("create table core.mine (x int)")
