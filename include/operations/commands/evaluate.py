"""`make evaluate`: how well the matcher finds what somebody has labelled.

Prints precision, recall and F1 by entity type and precision by rule, for the half of the texts that the
matcher was tuned on and for the half that it was not.
"""

import argparse
import sys
from pathlib import Path

from include.mentions.evaluation.labelled import HALVES, read_labelled
from include.mentions.evaluation.scores import evaluate, report
from include.mentions.matcher import Matcher
from include.mentions.names.gazetteer import load
from include.operations.terminal import Terminal, complain, say


def main(arguments: list[str] | None = None) -> int:
    """Evaluate the folder named on the command line; the exit code is 1 where it holds no text."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labelled_dir", type=Path)
    parser.add_argument("--seeds", type=Path, default=Path("seeds"))
    parser.add_argument("--errors", action="store_true", help="list every wrong and every missed mention")
    options = parser.parse_args(arguments)
    texts = read_labelled(options.labelled_dir)
    if not texts:
        complain(f"no labelled text in {options.labelled_dir}")
        return 1
    matcher = Matcher(load(options.seeds))
    terminal = Terminal()
    for half in HALVES:
        evaluation = evaluate([text for text in texts if text.half == half], matcher)
        say(terminal, report(half, evaluation))
        if options.errors:
            for line in evaluation.errors:
                say(terminal, f"  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
