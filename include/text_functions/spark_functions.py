"""The text functions as Spark functions, of the same batches as DuckDB's: see `duckdb_functions`."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import SparkSession
from pyspark.sql.functions import ArrowUDFType, arrow_udf
from pyspark.sql.pandas.types import from_arrow_type

from include.text_functions import batches, types

SEEDS_ARCHIVE = "pressmark_seeds"
"""The name under which the reference tables lie beside each executor."""


def register(session: SparkSession, max_document_seconds: float) -> None:
    """Make the text functions of the models known to SQL; DuckDB's `register` says what they give.

    Executors find the package `include` and the reference tables among the files that the session has sent.
    """
    functions: dict[str, tuple[Callable[..., pa.Array], pa.DataType]] = {
        "read_document": (partial(_read_document, max_document_seconds), types.READ_DOCUMENT),
        "leave_out_repeated": (batches.leave_out_repeated, types.TOLD_DOCUMENT),
        "sentence_key": (_sentence_key, pa.int64()),
        "text_fingerprints": (batches.text_fingerprints, pa.list_(pa.int64())),
        "shared_shingles": (batches.shared_shingles, types.SHARED_SHINGLES),
        "join_stories": (batches.join_stories, pa.list_(types.STORY_FOLLOWER)),
        "parse_timestamp": (_parse_timestamp, types.TIMESTAMP),
        "canonical_url": (_canonical_url, pa.string()),
        "find_post": (_find_post, types.POST),
    }
    for name, (function, arrow_type) in functions.items():
        session.udf.register(name, _as_udf(function, arrow_type))


def _as_udf(function: Callable[..., pa.Array], arrow_type: pa.DataType) -> Callable[..., object]:
    """Spark looks at a function's own signature, so each is wrapped in one of any number of columns."""

    def run(*columns: pa.Array) -> pa.Array:
        return function(*columns)

    registered: Callable[..., object] = arrow_udf(run, from_arrow_type(arrow_type), ArrowUDFType.SCALAR)
    return registered


def _read_document(
    max_document_seconds: float,
    raw_text: pa.Array,
    document_format: pa.Array,
    title: pa.Array,
    page_marks: pa.ListArray,
) -> pa.Array:
    return batches.read_documents(
        raw_text, document_format, title, page_marks, _seeds_dir(), max_document_seconds
    )


def _sentence_key(text: pa.Array) -> pa.Array:
    return batches.sentence_keys(text.to_pylist())


def _parse_timestamp(text: pa.Array) -> pa.Array:
    return batches.parse_timestamps(text.to_pylist())


def _canonical_url(url: pa.Array) -> pa.Array:
    return batches.canonical_urls(url.to_pylist())


def _find_post(
    text: pa.Array,
    person_start: pa.Array,
    person_end: pa.Array,
    firm_start: pa.Array,
    firm_end: pa.Array,
    firm_type: pa.Array,
) -> pa.Array:
    people = zip(person_start.to_pylist(), person_end.to_pylist(), strict=True)
    firms = zip(firm_start.to_pylist(), firm_end.to_pylist(), strict=True)
    return batches.find_posts(text.to_pylist(), people, firms, firm_type.to_pylist())


def _seeds_dir() -> str:
    return str(Path(SparkFiles.getRootDirectory()) / SEEDS_ARCHIVE)
