"""Work that is spread over processes comes out as if it had been done here."""

import pyarrow as pa
import pytest

from include.text_functions import batches, pool, types
from tests.parsing.builders import page


def columns(count: int) -> list[pa.Array]:
    texts = [page(date=f"2026/03/{number + 1:02} 09:30") for number in range(count)]
    marks = pa.nulls(count, pa.list_(types.PAGE_MARK))
    return [pa.array(texts), pa.array(["page_text"] * count), pa.nulls(count, pa.string()), marks]


@pytest.mark.parametrize("count", [0, 1, 7])
def test_parts_of_a_batch_come_back_in_order(count: int) -> None:
    two = pool.TextPool(2)
    two.expect(pool.MIN_POOLED_CHARS)
    spread = two.run(batches.parse_documents, *columns(count))
    assert spread.equals(batches.parse_documents(*columns(count)))


def test_a_small_load_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ProcessPoolExecutor", None)
    small = pool.TextPool(2)
    small.expect(pool.MIN_POOLED_CHARS - 1)
    assert len(small.run(batches.parse_documents, *columns(3))) == 3
