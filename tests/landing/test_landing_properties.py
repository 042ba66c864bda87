"""Any bytes in any file of any name: nothing raised, a balanced ledger, and nothing new the second time."""

import gzip
import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from include.landing.land import land_inbox
from include.settings import Settings
from tests.landing.ledger import assert_balanced, query, state

ENDINGS = ["", ".txt", ".jsonl", ".json", ".html", ".gz", ".jsonl.gz", ".JSON", ".htm.gz", ".pdf"]
PIECES = [
    *(b"{", b"}", b"[", b"]", b'"', b",", b":", b"\\", b"\n", b"\r\n", b"\x00", b"\xff", b"\xef\xbb\xbf"),
    *(
        b'{"headline": "A", "summary": "B"}',
        b'"url":',
        b"null",
        b"NaN",
        b'"\\ud800"',
        b'{"title": "A\\u0000"}',
    ),
    *(b"<html>", b"<p>Words", b"<!--", b"<script>", b"\xff\xfe", b"\x1f\x8b\x08", "é".encode(), b"Words "),
]
CONTENTS = st.one_of(
    st.binary(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=25).map(b"".join),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
PACKED = st.one_of(
    CONTENTS,
    CONTENTS.map(gzip.compress),
    CONTENTS.map(lambda content: gzip.compress(content)[:-5]),
    CONTENTS.map(lambda content: content.decode("utf-8", "replace").encode("utf-16")),
)
NAMES = st.binary(min_size=1, max_size=30).map(
    lambda name: name.replace(b"/", b"-").replace(b"\x00", b"-").replace(b".", b"_")
)
FILES = st.lists(st.tuples(NAMES, st.sampled_from(ENDINGS), PACKED), max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=FILES, max_document_bytes=st.sampled_from([20, 1000]))
def test_anything_may_come_in(files: list[tuple[bytes, str, bytes]], max_document_bytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        names = set()
        for name, ending, content in files:
            names.add(name + ending.encode())
            path = home / "inbox" / os.fsdecode(name + ending.encode())
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        (home / "inbox").mkdir(exist_ok=True)
        found = Settings(home=home, inbox=str(home / "inbox"), max_document_bytes=max_document_bytes)
        summary = land_inbox(found)
        assert summary.deferred_count == 0
        assert_balanced(found)
        assert query(found, "select count(distinct source_uri) from raw.landing_event") == [(len(names),)]
        before = state(found)
        again = land_inbox(found)
        assert (again.load_id, again.unchanged_count) == (None, len(names))
        assert state(found) == before
