"""What else may happen to a home: a full disk, a lock, a damaged log, a clock that jumps, others at work."""

import os
import queue
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from include.publication.publish import publish
from include.settings import Settings
from include.warehouse import reader, writer
from tests.torture.comparing import Content
from tests.torture.homes import Homes
from tests.torture.killing import NOT_TRIED, SAME, Outcome, Victim, finished
from tests.torture.points import AFTER, points_of
from tests.torture.stages import Child, StageError, _context, do, new_barrier

RUN = Victim("run", "waiting", ("run",), 0)
MIB = 1 << 20
LONG_SECONDS = 600
"""No reader needs so long for one look."""
PAUSE_SECONDS = 0.1
"""Between looks, so that ten readers leave the publisher some of the processor."""


class NotPossibleError(RuntimeError):
    """This machine does not let it be tried."""


def full_disk(homes: Homes, wanted: Content, free_mib: float) -> Outcome:
    """A run on a disk with little room: it says so, and goes on when there is more."""
    what, point = "full disk", f"{free_mib:g} MiB free"
    try:
        with _small_disk(homes, free_mib) as (settings, disk):
            try:
                do(settings, "run")
                said = "there was room enough"
            except StageError as error:
                said = _last_line(str(error))
            _mount("remount,size=2g", disk)
            outcome = f"{finished(settings, RUN, wanted)}; it said: {said}"
    except NotPossibleError as error:
        return Outcome(what, point, False, f"{NOT_TRIED}: {error}")
    return Outcome(what, point, False, outcome)


@contextmanager
def _small_disk(homes: Homes, free_mib: float) -> Iterator[tuple[Settings, Path]]:
    """A copy of the waiting home on a file system in memory, with so much room left."""
    if os.geteuid() != 0:
        raise NotPossibleError("only root may mount a small file system")
    start = homes.built("waiting")
    used = sum(path.stat().st_blocks * 512 for path in start.home.rglob("*") if path.is_file())
    disk = homes.folder / f"disk-{free_mib:g}"
    disk.mkdir()
    _mount(f"size={int(used + free_mib * MIB + MIB)}", disk, "-t", "tmpfs", "tmpfs")
    try:
        home = Path(shutil.copytree(start.home, disk / "home"))
        yield replace(start, home=home, inbox=str(home / "inbox")), disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=False)


def _mount(options: str, disk: Path, *arguments: str) -> None:
    completed = subprocess.run(
        ["mount", *arguments, "-o", options, str(disk)], capture_output=True, text=True, check=False
    )
    if completed.returncode:
        raise NotPossibleError(f"a small file system cannot be mounted here ({completed.stderr.strip()})")


def locked(homes: Homes, wanted: Content, stage: str, start: str) -> Outcome:
    """A stage while another process holds the warehouse: it names it, and succeeds afterwards."""
    settings = homes.copy(start)
    said = ""
    with writer(settings):
        try:
            do(replace(settings, lock_timeout_seconds=1), stage)
        except StageError as error:
            said = str(error)
    if "in use by another process" not in said:
        return Outcome("locked warehouse", stage, False, f"it did not name the lock: {said}")
    return Outcome("locked warehouse", stage, False, finished(settings, RUN, wanted))


def damaged_log(homes: Homes, wanted: Content, damage: str) -> Outcome:
    """A write-ahead log that a power cut left, and that lost its end, or has other bytes in its middle.

    Either the load is not there, and is landed again, or the file is named as damaged and a backup helps.
    """
    Child(homes.copy("waiting"), "land", census=homes.folder / "log.census").wait()
    settings = homes.copy("waiting")
    do(settings, "back_up")
    last = [point for point in points_of(homes.folder / "log.census") if point.what == "commit"][-1]
    Child(settings, "land", point=last._replace(moment=AFTER)).wait()
    log = settings.warehouse_path.with_name(f"{settings.warehouse_path.name}.wal")
    if not log.exists():
        return Outcome("damaged log", damage, True, "the kill left no log")
    content = bytearray(log.read_bytes())
    middle = len(content) // 2
    if damage == "cut":
        del content[middle:]
    else:
        content[middle : middle + 64] = bytes(byte ^ 0xFF for byte in content[middle : middle + 64])
    log.write_bytes(content)
    said = ""
    try:
        do(settings, "run")
    except StageError as error:
        said = _last_line(str(error))
        if "restore it from a backup" not in str(error):
            return Outcome("damaged log", damage, True, f"it did not say what to do: {error}")
        do(settings, "restore")
    outcome = finished(settings, RUN, wanted)
    return Outcome("damaged log", damage, True, f"{outcome}; it said: {said or 'nothing'}")


def clock_jumps(homes: Homes, days: dict[str, float]) -> Outcome:
    """Stages at times that do not follow each other.

    What was known when is told by the clock of the landing, and so are the gate's figures by day: where that
    jumps, they are left out.
    """
    settings = homes.copy("waiting")
    point = ", ".join(f"{stage} {by:+g} days" for stage, by in days.items())
    try:
        for stage in ("land", "normalise", "validate", "publish"):
            Child(settings, stage, clock_days=days.get(stage, 0)).wait()
    except StageError as error:
        return Outcome("clock", point, False, f"error: {error}")
    told = ("core.article_period", "quality.") if "land" in days else ()
    victim = replace(RUN, left_out_tables=told)
    wanted = victim.content(homes.built("done"))
    return Outcome("clock", point, False, finished(settings, victim, wanted))


def two_at_once(homes: Homes, wanted: Content) -> Outcome:
    """Two runs that begin in the same moment."""
    settings = homes.copy("waiting")
    barrier = new_barrier(2)
    children = [Child(settings, "run", barrier=barrier) for _ in range(2)]
    gave_up = []
    for child in children:
        try:
            child.wait()
        except StageError as error:
            gave_up.append(_last_line(str(error)))
    if len(gave_up) == len(children):
        return Outcome("two at once", "run", False, f"both gave up: {gave_up}")
    outcome = finished(settings, RUN, wanted)
    return Outcome("two at once", "run", False, outcome + "".join(f"; one gave up: {why}" for why in gave_up))


def published_under_readers(homes: Homes, publication_count: int, reader_count: int) -> Outcome:
    """Publications in a row, and readers who look at the file all the while: each sees one whole state."""
    settings = homes.copy("done")
    stop, answers = _context.Event(), _context.Queue()
    readers = [_context.Process(target=_read_on, args=(settings, stop, answers)) for _ in range(reader_count)]
    for process in readers:
        process.start()
    try:
        for number in range(1, publication_count + 1):
            _change(settings, number)
            publish(settings)
    finally:
        stop.set()
    seen: list[tuple[int, int]] = []
    wrong: list[str] = []
    for _ in readers:
        try:
            read_count, state_count, problem = answers.get(timeout=LONG_SECONDS)
        except queue.Empty:
            wrong.append("a reader said nothing")
            continue
        seen.append((read_count, state_count))
        wrong += [problem] if problem else []
    for process in readers:
        process.join()
    point = f"{publication_count} publications, {reader_count} readers"
    if wrong:
        return Outcome("readers", point, False, f"not whole: {wrong[0]} (and {len(wrong) - 1} more)")
    looks = sum(count for count, _ in seen)
    states = max((count for _, count in seen), default=0)
    return Outcome("readers", point, False, f"{SAME}; {looks} looks, one saw {states} states")


def _change(settings: Settings, number: int) -> None:
    """So many rows more in one published table, and as many in another."""
    with writer(settings) as connection:
        now = datetime.now(UTC)
        for poll in range(number):
            connection.execute(
                """
                insert into raw.feed_poll (
                    poll_id, feed_id, address, source, kind, started_at, finished_at, outcome, request_count,
                    byte_count, item_count, new_item_count, changed_item_count, page_count,
                    failed_page_count
                )
                values (?, 'tide', 'news.example', 'tide', 'newsroom', ?, ?, 'read', 1, 1, ?, 1, 0, 0, 0)
                """,
                [f"{number}-{poll}", now, now, number],
            )
        connection.execute("update core.article set word_count = ?", [number])
        connection.execute(
            """
            insert into staging.unpublished_key
            select (select max(publication_no) + 1 from quality.publication), 'core.article', 'document_id',
                document_id
            from core.article
            """
        )


def _read_on(settings: Settings, stop: Any, answers: Any) -> None:
    """Look until told to stop, and answer how often, how many states, and what was wrong with one."""
    read_count, numbers, problem = 0, set(), ""
    while not problem:
        is_last = stop.wait(PAUSE_SECONDS)
        try:
            number, problem = _look(settings)
        except Exception as error:
            number, problem = 0, f"{type(error).__name__}: {error}"
        read_count += 1
        if numbers and number < max(numbers) and not problem:
            problem = f"publication {number} after {max(numbers)}"
        numbers.add(number)
        if is_last:
            break
    answers.put((read_count, len(numbers), problem))


def _look(settings: Settings) -> tuple[int, str]:
    """The publication that the file holds, and what tells that it is not one whole state."""
    with reader(settings.published_path) as connection:
        tables = connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where not internal"
        ).fetchall()
        rows = 0
        for (table,) in tables:
            ((count,),) = connection.execute(f"select count(*) from {table}").fetchall()
            rows += count
        number, declared = connection.execute(
            "select publication_no, row_count from quality.publication order by 1 desc limit 1"
        ).fetchall()[0]
        ((least, most, polled),) = connection.execute(
            """
            select min(word_count), max(word_count), (select coalesce(max(item_count), 0) from raw.feed_poll)
            from core.article
            """
        ).fetchall()
    # The account of the publication itself is written when all others are counted.
    if rows != declared + 1:
        return number, f"publication {number} declares {declared} rows and holds {rows - 1}"
    if polled and not least == most == polled:
        return number, f"publication {number} has changes {least} to {most} beside {polled}"
    return number, ""


def _last_line(text: str) -> str:
    """The error that ended it, without the way to it."""
    errors = re.findall(r"^[\w.]+(?:Error|Exception)\b.*", text, re.MULTILINE)
    return (errors or text.splitlines() or [""])[-1][:300]
