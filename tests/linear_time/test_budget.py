"""What uses more processor time than it may is interrupted, and nothing else ever is."""

import re
import threading
from collections.abc import Callable

import pytest

from include.budget import TooSlow, within_budget

TINY_SECONDS = 0.05


def spin() -> None:
    while True:
        pass


def spin_in_spite_of_interruptions() -> None:
    """As libraries do that carry on whatever happens."""
    while True:
        try:
            spin()
        except Exception:
            continue


def swallow_one_interruption() -> None:
    try:
        spin()
    except BaseException:
        spin()


def backtrack() -> None:
    re.match("(a+)+$", "a" * 60 + "b")


def outcome(work: Callable[[], object], seconds: float) -> str:
    try:
        with within_budget(seconds):
            work()
    except TooSlow:
        return "too slow"
    return "done"


def in_thread(work: Callable[[], object], seconds: float) -> str:
    outcomes: list[str] = []
    thread = threading.Thread(target=lambda: outcomes.append(outcome(work, seconds)))
    thread.start()
    thread.join()
    return outcomes[0]


@pytest.mark.parametrize("work", [spin, spin_in_spite_of_interruptions, swallow_one_interruption, backtrack])
def test_work_without_end_ends(work: Callable[[], object]) -> None:
    assert outcome(work, TINY_SECONDS) == "too slow"


@pytest.mark.parametrize("work", [spin, spin_in_spite_of_interruptions, swallow_one_interruption])
def test_work_without_end_ends_in_a_thread(work: Callable[[], object]) -> None:
    assert in_thread(work, TINY_SECONDS) == "too slow"


@pytest.mark.parametrize("run", [outcome, in_thread])
def test_nothing_is_interrupted_after_its_end(run: Callable[[Callable[[], object], float], str]) -> None:
    """Budgets that were used up, or nearly, take nothing from what comes after them."""
    for _ in range(3):
        assert run(spin, TINY_SECONDS) == "too slow"
        assert run(lambda: None, TINY_SECONDS) == "done"
        assert run(lambda: sum(range(1_000_000)), 60) == "done"


def test_a_thread_does_not_pay_for_another() -> None:
    other = threading.Thread(target=outcome, args=(spin, 4 * TINY_SECONDS))
    other.start()
    assert in_thread(other.join, TINY_SECONDS) == "done"
