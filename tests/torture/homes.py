"""Small homes to begin with, each built once: one that is published, and one step further for each stage."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from include.settings import Settings
from include.warehouse import writer
from tests.conftest import copied, make_settings
from tests.feeds.servers import Site
from tests.pipeline import one_item_feed
from tests.pipeline.conftest import PAGE, record, revised_feed, under_one_headline, write_feed
from tests.torture.points import Point, points_of
from tests.torture.stages import Child, do

PAGES = {
    "first": ("Solana ends the week higher", "Polkadot waits for its vote"),
    "second": ("Cardano ends the week lower", "Solana ends the week higher"),
    "third": ("Litecoin stands still", "Cardano ends the week lower"),
}


class Homes:
    """Homes by name below one folder; built when they are first asked for, and copied for each use.

    `empty` is a home to begin with, where dbt has read its project already.
    """

    def __init__(self, folder: Path, site: Site | None = None, empty: Settings | None = None) -> None:
        self.folder = folder
        self._site = site
        self._empty = empty
        self._built: dict[str, Settings] = {}
        self._copy_count = 0

    def copy(self, name: str) -> Settings:
        """A home of one's own, as the named one is."""
        self._copy_count += 1
        target = self.folder / f"copy-{self._copy_count}"
        settings = self.built(name)
        return replace(copied(settings, target), feeds_path=settings.feeds_path)

    def built(self, name: str) -> Settings:
        """The home itself: to be read, not to be changed."""
        if name not in self._built:
            start, make = BUILDS[name]
            if start:
                settings = self.copy(start)
            else:
                home = self.folder / name
                settings = copied(self._empty, home) if self._empty else make_settings(home)
                settings = replace(settings, lock_timeout_seconds=120)
            self._built[name] = make(self, settings) or settings
        return self._built[name]

    def census_path(self, stage: str) -> Path:
        """Where the points of a stage are listed."""
        return self.folder / f"{stage}.census"

    def points(self, stage: str) -> list[Point]:
        """The points of a stage, once it was counted."""
        return points_of(self.census_path(stage))

    def forget(self, settings: Settings) -> None:
        """Remove a copy that is not needed any more."""
        shutil.rmtree(settings.home, ignore_errors=True)

    def with_feed(self, settings: Settings) -> Settings:
        """The home with a list in which a feed of the site is the only one."""
        assert self._site is not None, "these homes have no site"
        listed = replace(settings, feeds_path=self.folder / "feeds.csv")
        one_item_feed.offer(self._site, listed.feeds_path)
        return listed


def first_slice(settings: Settings) -> None:
    """Articles, revisions, pages that link to each other, and something to quarantine."""
    feed = revised_feed()
    of_one_headline, _ = under_one_headline()
    write_feed(settings, "first.jsonl", [*feed[:4], *of_one_headline[:3]])
    (Path(settings.inbox) / "broken.jsonl").write_text('{"headline": \n')
    _write_page(settings, "first")
    _write_page(settings, "second")


def second_slice(settings: Settings) -> None:
    """What changes much of what is there: revisions, another page, an earlier capture, and a broken file."""
    feed = revised_feed()
    of_one_headline, captured_before = under_one_headline()
    of_the_card = record("card", "Polkadot waits for its vote", "Polkadot (DOT) waited.", 9)
    write_feed(settings, "second.jsonl", [*feed[4:], *of_one_headline[3:], captured_before, of_the_card])
    (Path(settings.inbox) / "broken.txt").write_bytes(b"caf\xe9 au lait")
    _write_page(settings, "third")


def _write_page(settings: Settings, name: str) -> None:
    headline, card = PAGES[name]
    page = PAGE.format(
        lead=f"{headline} as funds returned to the network, traders said on Friday. ",
        headline=headline, author="Cointelegraph", day=13, card=card,
        body=f"{headline}.\n\nTraders said little.",
    )  # fmt: skip
    (Path(settings.inbox) / f"{name}.txt").write_text(page)


def _publish_first_slice(homes: Homes, settings: Settings) -> None:
    first_slice(settings)
    do(settings, "run")


def _put_second_slice(homes: Homes, settings: Settings) -> None:
    second_slice(settings)


def _counted(stage: str, homes: Homes, settings: Settings) -> None:
    """One stage undisturbed, with a list of its points."""
    Child(settings, stage, census=homes.census_path(stage)).wait()


def _misread(homes: Homes, settings: Settings) -> None:
    """As if an earlier matcher had missed what a document mentions."""
    with writer(settings) as connection:
        connection.execute(
            "delete from core.mention where document_id = (select min(document_id) from core.mention)"
        )


def _backed_up(homes: Homes, settings: Settings) -> None:
    do(settings, "maintain")


def _of_an_earlier_version(homes: Homes, settings: Settings) -> None:
    with writer(settings) as connection:
        connection.execute("create table staging.stg_mention as select 1 as one")
        connection.execute("drop table quality.upgrade")


BUILDS: dict[str, tuple[str, Callable[[Homes, Settings], Settings | None]]] = {
    "published": ("", _publish_first_slice),
    "waiting": ("published", _put_second_slice),
    "landed": ("waiting", partial(_counted, "land")),
    "normalised": ("landed", partial(_counted, "normalise")),
    "validated": ("normalised", partial(_counted, "validate")),
    "done": ("validated", partial(_counted, "publish")),
    "listed": ("published", Homes.with_feed),
    "misread": ("published", _misread),
    "backed_up": ("published", _backed_up),
    "earlier": ("published", _of_an_earlier_version),
}
"""The home that each begins with, and what is done to it."""
