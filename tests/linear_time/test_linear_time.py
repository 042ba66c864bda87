"""Every text is read in time linear in its length.

Seconds prove nothing: they are another machine's, and other processes'. Python's own counters
(`sys.monitoring`, a profiler) see neither into a regular expression nor into `str.find`, and an instruction
counter of the processor is not to be had everywhere. So the product is run rewritten, with a count of what it
does and of what it has C do (`counted_code`), and each regular expression is carried out a second time, step
by step (`regex_steps`), which must come to the same matches. The counts are the same on every machine.

A unit of text is repeated once, twice and four times as often. Where work is linear, the second doubling adds
twice what the first one added. What stands out is looked at again in longer texts, since what looks up to a
few hundred characters around a place grows up to there.

To look further: `python -m tests.linear_time --pairs 5000 --triples 5000 --seed 1`, some ten units a second.
"""

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.settings import PROJECT_ROOT
from tests.linear_time.regex_steps import CountedPattern, Counter

SHARES = 2
PATTERNS = [
    r"[.]*x",
    r"(?:a|ab)(?:c|bcd)(d*)",
    r"(a+)+$",
    r"(?P<quote>['\"]).*?(?P=quote)",
    r"\b(\w++)(?=/US| tokens?\b)",
    r"(?<!\s)\s*+[(\[][^()]*+[)\]]",
    r"(?i)(?:bc|A){1,3}?",
    r"(?:x|a{0,2}+)*",
    r"[^\r\n]+(?:\r\n|\r|\n)?",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text("aAbcdx.\"' ()/US\r\ntoken", max_size=30), start=st.integers(0, 5))
@settings(max_examples=60, deadline=None)
def test_the_counted_walk_matches_as_re_does(pattern: str, text: str, start: int) -> None:
    compiled = re.compile(pattern)
    counted = CountedPattern(compiled, Counter())
    for method in ("match", "fullmatch", "search"):
        found = getattr(compiled, method)(text, start)
        assert counted.walk(method, text, start) == ([found.end()] if found else [])
    assert counted.walk("finditer", text, start) == [match.end() for match in compiled.finditer(text, start)]


@pytest.mark.parametrize(("pattern", "is_linear"), [(r"[.]*x", False), (r"(?<![.])[.]*+x", True)])
def test_backtracking_is_counted(pattern: str, is_linear: bool) -> None:
    steps = []
    for count in (100, 400):
        counter = Counter()
        CountedPattern(re.compile(pattern), counter).walk("search", "." * count)
        steps.append(counter.steps)
    assert (steps[1] < 5 * steps[0]) == is_linear


def test_work_grows_no_faster_than_the_text() -> None:
    commands = [
        [
            sys.executable,
            "-m",
            "tests.linear_time",
            "--share",
            f"{share}/{SHARES}",
            "--pairs",
            "200",
            "--triples",
            "200",
        ]
        for share in range(1, SHARES + 1)
    ]
    processes = [
        subprocess.Popen(
            command, cwd=PROJECT_ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for command in commands
    ]
    outputs = [process.communicate()[0] for process in processes]
    assert all(process.returncode == 0 for process in processes), "".join(outputs)
