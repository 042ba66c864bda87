"""The published file: swapped in whole, only from accepted loads, with nobody waiting for anybody."""

import duckdb
import pytest

from include import warehouse
from include.corrections.request import request_reprocessing
from include.landing.land import land_inbox
from include.publication.check import check_publication
from include.publication.publish import NotAcceptedError, publish
from include.publication.spare import spare_path
from include.settings import Settings
from include.transform import normalise
from tests.pipeline.conftest import build, decide, record, write_feed


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


@pytest.mark.parametrize("is_full", [True, False])
def test_no_row_from_before_a_rebuild_comes_back(settings: Settings, is_full: bool) -> None:
    for name in ("one", "two"):
        write_feed(settings, f"{name}.jsonl", [record(name, name, f"Bitcoin rose, as {name} says.", 9)])
        build(settings)
        publish(settings)
    with warehouse.writer(settings) as connection:
        connection.execute("update raw.document set raw_text = replace(raw_text, 'Bitcoin', 'Solana')")
    request_reprocessing(settings, is_rebuild=True)
    normalise(settings, is_rebuild=True)
    decide(settings, is_accepted=True)
    publish(settings, is_full=is_full)
    assert check_publication(settings) > 10

    write_feed(settings, "three.jsonl", [record("three", "three", "Cardano rose.", 9)])
    build(settings)
    assert not publish(settings).is_full
    assert check_publication(settings) > 10
