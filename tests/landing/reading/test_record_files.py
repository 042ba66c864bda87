"""Records are cut out of their file as they stand, however much of it is read at once."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from include.landing.reading import record_files
from include.landing.reading.decode import Rejected
from include.landing.reading.record_files import RecordBytes, read_json, read_lines

LIMIT_BYTES = 40
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.sampled_from(['"', "\\", '\\"', "]", "},{", "\u2028"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def whole(found: RecordBytes) -> bytes:
    return found.content + b"".join(found.rest or ())


def lines(content: bytes, max_bytes: int = LIMIT_BYTES) -> list[tuple[int, bytes]]:
    return [(found.record_no, whole(found)) for found in read_lines(io.BytesIO(content), max_bytes)]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_lines_end_as_they_like(ending: bytes) -> None:
    content = b"\xef\xbb\xbf" + ending.join([b"one", b"", b"  ", b"two"])
    assert lines(content) == lines(content + ending) == [(1, b"one"), (4, b"two")]


@pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
def test_the_limit_counts_a_record_without_its_line_end(ending: bytes) -> None:
    (fitting,) = read_lines(io.BytesIO(b"x" * LIMIT_BYTES + ending), LIMIT_BYTES)
    assert (fitting.content, fitting.rest) == (b"x" * LIMIT_BYTES, None)
    (over,) = read_lines(io.BytesIO(b"x" * (LIMIT_BYTES + 1) + ending), LIMIT_BYTES)
    assert over.rest is not None


@pytest.mark.parametrize("size_bytes", [LIMIT_BYTES + 1, LIMIT_BYTES + 2, LIMIT_BYTES + 3, 10 * LIMIT_BYTES])
@pytest.mark.parametrize("filler", [b"x", b"\r"])
def test_a_line_over_the_limit_is_one_thing_and_the_next_line_another(size_bytes: int, filler: bytes) -> None:
    long = b"x" * LIMIT_BYTES + filler * (size_bytes - LIMIT_BYTES)
    assert lines(long + b"x\nnext\n") == [(1, long + b"x\n"), (2, b"next")]
    assert lines(b"first\n" + long + b"x") == [(1, b"first"), (2, long + b"x")]


@pytest.mark.parametrize(
    ("content", "records"),
    [
        (b"[]", []),
        (b" \n[ ] \n", []),
        (b"\xef\xbb\xbf[1]", [b"1"]),
        (b' [{"a": 1} , {"b":[2,{}]}\n]\n', [b'{"a": 1}', b'{"b":[2,{}]}']),
        (b'[{"a": "]}\\\\\\", {"}, "x,y"]', [b'{"a": "]}\\\\\\", {"}', b'"x,y"']),
        (b"[1,,2,]", [b"1", b"2"]),
        (b'{"a": 1}', [b'{"a": 1}']),
        (b'{"a": {"b": {}}}\n{"c": "}"} {"d":1}', [b'{"a": {"b": {}}}', b'{"c": "}"}', b'{"d":1}']),
        (b"", []),
    ],
)
def test_a_json_document_is_split_into_the_bytes_of_its_records(content: bytes, records: list[bytes]) -> None:
    assert [whole(found) for found in read_json(io.BytesIO(content), 1000)] == records


@pytest.mark.parametrize(
    "content",
    [
        b"[",
        b"[1",
        b'["1',
        b'["1\\',
        b'[{"a": [}',
        b"[1] 2",
        b"[1]]",
        b"[}",
        b'{"a": 1',
        b"}",
        b"words",
        b'{"a":1} x',
    ],
)
def test_where_records_have_no_end_the_document_is_refused(content: bytes) -> None:
    with pytest.raises(Rejected) as rejected:
        list(read_json(io.BytesIO(content), 1000))
    assert rejected.value.reason == "malformed_record"


def test_an_item_over_the_limit_is_handed_out_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_files, "READ_SIZE_BYTES", 16)
    item = json.dumps({"text": "x" * 500}).encode()
    found = [
        (len(piece.content), whole(piece))
        for piece in read_json(io.BytesIO(b"[1, " + item + b", 2]"), LIMIT_BYTES)
    ]
    assert [content.strip() for _, content in found] == [b"1", item, b"2"]
    assert max(size_bytes for size_bytes, _ in found) <= LIMIT_BYTES + 16


@settings(max_examples=150, deadline=None)
@given(
    values=st.lists(JSON_VALUES, max_size=5),
    read_size_bytes=st.integers(1, 20),
    indent=st.sampled_from([None, 1]),
)
def test_any_array_splits_into_its_items(values: list[Any], read_size_bytes: int, indent: int | None) -> None:
    content = json.dumps(values, indent=indent, ensure_ascii=False).encode("utf-8", "surrogatepass")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_files, "READ_SIZE_BYTES", read_size_bytes)
        items = [whole(found) for found in read_json(io.BytesIO(content), 1 << 20)]
    assert [json.loads(item.decode("utf-8", "surrogatepass")) for item in items] == values
