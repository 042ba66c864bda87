"""What `make run` says about the loads that stand refused, each time until they are let in."""

from rich.console import Console

from include.operations.terminal import say
from include.quality.refusals import MEND, MEND_OR_VOUCH, Refusal

MAX_SHOWN_RUNS = 5
MAX_SHOWN_REASONS = 5


def show_refusals(console: Console, refusals: list[Refusal]) -> None:
    """Name the loads of the latest refusals, the reasons, and what to do about each."""
    for refusal in refusals[:MAX_SHOWN_RUNS]:
        _show(console, refusal)
    if rest := refusals[MAX_SHOWN_RUNS:]:
        load_count = sum(len(refusal.load_ids) for refusal in rest)
        say(console, f"And {load_count} load(s) refused before: see quality.load_verdict.", style="red")


def _show(console: Console, refusal: Refusal) -> None:
    names = " ".join(refusal.load_ids)
    since = f"{refusal.decided_at:%Y-%m-%d %H:%M} UTC"
    say(
        console,
        f"{len(refusal.load_ids)} load(s) refused at {since}, and not published: {names}",
        style="red",
    )
    for reason in refusal.reasons[:MAX_SHOWN_REASONS]:
        say(console, f"  {reason}")
    if more := refusal.reasons[MAX_SHOWN_REASONS:]:
        say(console, f"  and {len(more)} more: see make quality")
    remedy = MEND if refusal.has_failed_expectation else MEND_OR_VOUCH
    say(console, f'  {remedy}; then have it judged anew: make release LOADS="{names}" and make run')
