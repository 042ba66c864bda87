"""Whether something accepted still waits to be published."""

import duckdb
import pytest

from include.operations.tasks.publication import is_publication_behind
from include.settings import Settings
from include.warehouse import writer


def decide(settings: Settings, **is_accepted_by_load: bool) -> None:
    with writer(settings) as connection:
        connection.execute("create schema quality")
        connection.execute("create table quality.load_verdict (load_id varchar, is_accepted boolean)")
        for load_id, is_accepted in is_accepted_by_load.items():
            connection.execute("insert into quality.load_verdict values (?, ?)", [load_id, is_accepted])


def publish(settings: Settings, *load_ids: str) -> None:
    settings.published_path.parent.mkdir(parents=True)
    with duckdb.connect(str(settings.published_path)) as connection:
        connection.execute("create schema raw; create table raw.load (load_id varchar)")
        for load_id in load_ids:
            connection.execute("insert into raw.load values (?)", [load_id])


@pytest.mark.parametrize(
    ("published", "is_behind"),
    [(["one", "two"], False), (["one", "two", "refused"], False), (["one"], True), ([], True)],
)
def test_every_accepted_load_has_to_be_published(
    settings: Settings, published: list[str], is_behind: bool
) -> None:
    decide(settings, one=True, two=True, refused=False)
    publish(settings, *published)
    assert is_publication_behind(settings) is is_behind


def test_an_accepted_load_without_any_publication_waits(settings: Settings) -> None:
    decide(settings, one=True)
    assert is_publication_behind(settings)


def test_a_refused_load_waits_for_nothing(settings: Settings) -> None:
    decide(settings, refused=False)
    assert not is_publication_behind(settings)


def test_before_the_first_verdict_nothing_waits(settings: Settings) -> None:
    decide(settings)
    assert not is_publication_behind(settings)


@pytest.mark.parametrize("content", [b"", b"no database " * 1000])
def test_a_damaged_publication_is_written_anew(settings: Settings, content: bytes) -> None:
    decide(settings, one=True)
    publish(settings, "one")
    settings.published_path.write_bytes(content)
    assert is_publication_behind(settings)


def test_a_publication_without_its_tables_is_written_anew(settings: Settings) -> None:
    decide(settings, one=True)
    settings.published_path.parent.mkdir()
    duckdb.connect(str(settings.published_path)).close()
    assert is_publication_behind(settings)
