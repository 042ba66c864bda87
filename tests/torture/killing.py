"""Kills stages at points and at random moments, does them again, and holds what comes of it to the light."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from include.maintenance.manifest import Manifest, describe
from include.maintenance.stores import Store
from include.settings import Settings
from tests.torture.comparing import OF_THE_POLL, Content, content_of, content_of_file, differing
from tests.torture.homes import Homes
from tests.torture.points import AFTER, BEFORE, Point
from tests.torture.stages import Child, StageError, do

SAME = "as undisturbed"
NOT_TRIED = "not tried"
"""This machine does not allow it: no fault, and no proof."""

SWAPS = ("rename", "link")
"""After these, another file goes by the name: they are tried before and after, each of them."""


@dataclass(frozen=True)
class Victim:
    """A stage that is killed: the home it begins with, and what is done after the kill, to the end.

    That is either the stage once more, as where Airflow tries a task again, or a whole run, as where somebody
    starts the next one. `end` is the home that it should end in; without one, an undisturbed run makes it.
    """

    stage: str
    start: str
    after: tuple[str, ...]
    kill_count: int
    end: str = ""
    left_out_columns: frozenset[str] = frozenset()
    left_out_tables: tuple[str, ...] = ()

    def content(self, settings: Settings) -> Content:
        return content_of(settings, self.left_out_columns, self.left_out_tables)


TABLES_OF_THE_POLL = ("raw.feed_poll", "raw.inbox_file", "quality.metric_load", "marts.source_timing")
VICTIMS = (
    Victim("land", "waiting", ("land",), 6, "landed"),
    Victim("publish", "validated", ("publish",), 8, "done"),
    Victim("maintain", "published", ("maintain", "run"), 10),
    Victim("upgrade", "earlier", ("upgrade", "run"), 6),
    Victim("restore", "backed_up", ("restore", "run"), 8),
    Victim("poll", "listed", ("poll", "land"), 6, "", OF_THE_POLL, TABLES_OF_THE_POLL),
    Victim("validate", "normalised", ("validate", "publish"), 5, "done"),
    Victim("poll", "listed", ("poll", "run"), 2, "", OF_THE_POLL, TABLES_OF_THE_POLL),
    Victim("land", "waiting", ("run",), 2, "done"),
    Victim("normalise", "landed", ("run",), 6, "done"),
    Victim("validate", "normalised", ("run",), 2, "done"),
    Victim("publish", "validated", ("run",), 4, "done"),
    Victim("reprocess", "misread", ("reprocess", "run"), 3),
)
"""What takes little comes first."""


@dataclass(frozen=True)
class Outcome:
    """One kill, or another mishap, and what came of it."""

    what: str
    point: str
    is_killed: bool
    outcome: str

    @property
    def is_right(self) -> bool:
        return self.outcome.startswith((SAME, NOT_TRIED))


def kill_all(homes: Homes, victims: Iterable[Victim], chance: random.Random) -> Iterator[Outcome]:
    """Kill each stage as often as it says."""
    for victim in victims:
        wanted = expected(homes, victim)
        for point in chosen(homes.points(victim.stage), victim.kill_count, chance):
            yield kill_at(homes, victim, point, wanted)


def expected(homes: Homes, victim: Victim) -> Content:
    """What an undisturbed run makes of it; its points are counted meanwhile."""
    if victim.end:
        homes.built("done")  # on the way to it, the points of each stage are counted
        return victim.content(homes.built(victim.end))
    settings = homes.copy(victim.start)
    Child(settings, victim.stage, census=homes.census_path(victim.stage)).wait()
    do(settings, *victim.after)
    return victim.content(settings)


def chosen(points: list[Point], count: int, chance: random.Random) -> list[Point]:
    """Every swap before and after, as many as there is room for; of the other points, each kind in turn."""
    swaps = [point for point in points if point.what in SWAPS]
    taken = [point._replace(moment=moment) for point in swaps for moment in (BEFORE, AFTER)]
    if len(taken) > count * 2 // 3:
        taken = chance.sample(taken, count * 2 // 3)
    kinds: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        if point not in swaps:
            kinds.setdefault((point.process, point.what), []).append(point)
    for of_kind in kinds.values():
        chance.shuffle(of_kind)
    while len(taken) < count and kinds:
        for kind in sorted(kinds, key=lambda _: chance.random()):
            if len(taken) < count:
                taken.append(kinds[kind].pop()._replace(moment=chance.choice((BEFORE, AFTER))))
            if not kinds[kind]:
                del kinds[kind]
    return taken


def kill_at(homes: Homes, victim: Victim, point: Point, wanted: Content) -> Outcome:
    """Kill a stage at a point, and do it all again."""
    settings = homes.copy(victim.start)
    is_killed = False
    try:
        is_killed = Child(settings, victim.stage, point=point).wait()
        outcome = finished(settings, victim, wanted) if is_killed else "was not killed"
    except StageError as error:
        outcome = f"error before the kill: {error}"
    homes.forget(settings)
    return Outcome(victim.stage, str(point), is_killed, outcome)


def kill_at_random(homes: Homes, wanted: Content, seconds: float) -> Outcome:
    """Kill a whole run at a moment that nobody has chosen, and run it again."""
    victim = Victim("run", "waiting", ("run",), 0)
    settings = homes.copy("waiting")
    child = Child(settings, "run")
    child.kill_after(seconds)
    try:
        is_killed = child.wait()
        outcome = finished(settings, victim, wanted)
    except StageError as error:
        is_killed, outcome = False, f"error before the kill: {error}"
    homes.forget(settings)
    return Outcome("run", f"after {seconds:.2f} s", is_killed, outcome)


def finished(settings: Settings, victim: Victim, wanted: Content) -> str:
    """Do what comes after a kill, and say whether all is as if there had been none."""
    try:
        do(settings, *victim.after)
    except StageError as error:
        return f"error after the kill: {error}"
    found = victim.content(settings)
    wrong = differing(found, wanted)
    if wrong:
        return "differs: " + ", ".join(f"{name} {found.get(name)} for {wanted.get(name)}" for name in wrong)
    left = leftovers(settings)
    if left:
        return f"left behind: {', '.join(left)}"
    if broken := broken_backups(settings):
        return f"broken backups: {', '.join(broken)}"
    return SAME


def leftovers(settings: Settings) -> list[str]:
    """What a run that has come to its end should have removed or replaced, and what none may leave."""
    folders = (settings.published_path.parent, settings.reports_dir)
    spare = f".{settings.published_path.name}.spare"
    names = [path.name for folder in folders if folder.exists() for path in folder.iterdir()]
    return sorted(name for name in names if name.startswith(".") and name != spare)


def broken_backups(settings: Settings) -> list[str]:
    """The backups that call themselves whole and are not, or that cannot be opened."""
    store = Store(settings.backups_address)
    broken = []
    for name in store.names():
        manifest = Manifest.from_json(store.manifest_text(name), name)
        folder = settings.home / "backups" / name
        is_whole = all(describe(folder / file) == told for file, told in manifest.files.items())
        if not is_whole or not content_of_file(folder / settings.warehouse_path.name):
            broken.append(name)
    return broken
