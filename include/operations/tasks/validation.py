"""Validates a build, and builds anew while documents are set aside."""

from include import transform
from include.quality import gate
from include.quality.model import Verdict
from include.settings import Settings


class NoProgressError(RuntimeError):
    """A build still holds the documents that it was to leave out."""


def decide(settings: Settings) -> Verdict:
    """The verdict about the waiting loads, after as many builds as it takes.

    It ends, because each round leaves at least one more document out. Killed, it is taken up by the next call
    where it stopped.

    Raises:
        TransformError: a build failed.
        WarehouseBusyError: another process holds the warehouse.
        NoProgressError: a round left no document out.
    """
    verdict = gate.validate(settings)
    rounds: list[int] = []
    while verdict.is_rebuild_needed:
        if verdict.set_aside_count in rounds:
            raise NoProgressError(
                f"a build did not leave out the {verdict.set_aside_count} documents that are set aside: "
                "see staging.stg_pending_document"
            )
        rounds.append(verdict.set_aside_count)
        transform.normalise(settings)
        verdict = gate.validate(settings)
    return verdict
