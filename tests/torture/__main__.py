"""`make torture`: kill the pipeline many times, do other harm to it, and see that nothing comes of it.

Every kill begins with a copy of a small home. A stage is killed in a process of its own, before or after
something that it does to a file or to the warehouse, or at random; it is done again, to the end; and every
table of the warehouse and of the published file is held against those of an undisturbed run, by the number
of rows and their hash. Prints a line a kill, and a summary; the exit code is 1 where one is not the same.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from tests.feeds.servers import Site
from tests.torture import killing, mishaps
from tests.torture.homes import Homes
from tests.torture.killing import VICTIMS, Outcome
from tests.torture.stages import do

RANDOM_KILL_COUNT = 6
PUBLICATION_COUNT, READER_COUNT = 50, 10
CLOCKS: tuple[dict[str, float], ...] = (
    {"validate": -400, "publish": -30},
    {"validate": 400, "publish": 800},
    {"land": -0.04, "validate": -1},
)
LOCKED = (("land", "waiting"), ("normalise", "landed"), ("validate", "normalised"), ("publish", "validated"))


def main() -> int:
    """Do all of it, or a part, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="what is chosen by chance follows from it")
    parser.add_argument("--only", default="", help="stages, random, mishaps; separated by commas")
    parser.add_argument("--share", type=float, default=1.0, help="so many of the kills")
    options = parser.parse_args()
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="pressmark-torture-") as folder, Site() as site:
        homes = Homes(Path(folder), site)
        for outcome in torture(
            homes, random.Random(options.seed), set(filter(None, options.only.split(","))), options.share
        ):
            outcomes.append(outcome)
            show(outcome)
    return summarise(outcomes)


def torture(homes: Homes, chance: random.Random, only: set[str], share: float) -> Iterator[Outcome]:
    """All that is done to a home, one after the other."""
    victims = [
        replace(victim, kill_count=max(1, round(victim.kill_count * share)))
        for victim in VICTIMS
        if not only or victim.stage in only
    ]
    yield from killing.kill_all(homes, victims, chance)
    wanted = killing.content_of(homes.built("done"))
    if not only or "random" in only:
        began = time.monotonic()
        do(homes.copy("waiting"), "run")
        run_seconds = time.monotonic() - began
        for _ in range(max(1, round(RANDOM_KILL_COUNT * share))):
            yield killing.kill_at_random(homes, wanted, chance.uniform(0, 0.8 * run_seconds))
    if only and "mishaps" not in only:
        return
    for free_mib in (0.25, 3, 8):
        yield mishaps.full_disk(homes, wanted, free_mib)
    for stage, start in LOCKED:
        yield mishaps.locked(homes, wanted, stage, start)
    for damage in ("cut", "flipped"):
        yield mishaps.damaged_log(homes, wanted, damage)
    for days in CLOCKS:
        yield mishaps.clock_jumps(homes, days)
    yield mishaps.two_at_once(homes, wanted)
    yield mishaps.published_under_readers(homes, PUBLICATION_COUNT, READER_COUNT)


def show(outcome: Outcome) -> None:
    """One line."""
    killed = "killed" if outcome.is_killed else ""
    sys.stdout.write(f"{outcome.what:16}  {outcome.point:36}  {killed:6}  {outcome.outcome}\n")
    sys.stdout.flush()


def summarise(outcomes: list[Outcome]) -> int:
    """Counts by stage; 1 where something is not as undisturbed."""
    kills = Counter(outcome.what for outcome in outcomes if outcome.is_killed)
    wrong = [outcome for outcome in outcomes if not outcome.is_right]
    sys.stdout.write(
        f"\n{kills.total()} kills ({', '.join(f'{what} {count}' for what, count in kills.items())}), "
        f"{len(outcomes) - kills.total()} other mishaps; {len(wrong)} not as undisturbed\n"
    )
    for outcome in wrong:
        show(outcome)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
