"""The text functions as DuckDB functions. Another engine registers the same batches in a file like this."""

from collections.abc import Callable

import duckdb
import pyarrow as pa
from duckdb.func import FunctionNullHandling, PythonUDFType

from include.text_functions import batches, types
from include.text_functions.pool import TextPool

_SQL_TYPES = {
    pa.string(): "varchar",
    pa.int32(): "integer",
    pa.int64(): "bigint",
    pa.bool_(): "boolean",
    pa.float64(): "double",
    pa.timestamp("us"): "timestamp",
}


def register(
    connection: duckdb.DuckDBPyConnection, pool: TextPool, seeds_dir: str, max_document_seconds: float
) -> None:
    """Make the text functions known to SQL; those that are given whole documents run in the pool.

    - `parse_document(raw_text, format, title, page_marks)` gives a `types.PARSED_DOCUMENT`.
    - `read_document(raw_text, format, title, page_marks)` gives a `types.READ_DOCUMENT`: its
      mentions and sentences, too.
    - `leave_out_repeated(raw_text, segments, body_text_char_start, body_text_char_end, language, repeated)`
      gives a `types.TOLD_DOCUMENT`.
    - `sentence_key(text)` gives a number, null where the text is too short to be known again.
    - `text_fingerprints(text)` gives numbers by which to find texts that repeat it.
    - `shared_shingles(text, other)` gives a `types.SHARED_SHINGLES`.
    - `join_stories(links)` gives a list of `types.STORY_FOLLOWER`.
    - `parse_timestamp(text)` gives a `types.TIMESTAMP`, null where the text is no time.
    - `canonical_url(url)` gives a text, null where the URL is no web address.
    - `find_post(text, person_char_start, person_char_end, firm_char_start, firm_char_end, firm_type)` gives a
      `types.POST`, null where the text says of no post that the person holds it at the firm.
    """

    def parse_document(
        raw_text: pa.ChunkedArray,
        document_format: pa.ChunkedArray,
        title: pa.ChunkedArray,
        page_marks: pa.ChunkedArray,
    ) -> pa.Array:
        columns = [column.combine_chunks() for column in (raw_text, document_format, title, page_marks)]
        return pool.run(batches.parse_documents, *columns, max_document_seconds)

    def read_document(
        raw_text: pa.ChunkedArray,
        document_format: pa.ChunkedArray,
        title: pa.ChunkedArray,
        page_marks: pa.ChunkedArray,
    ) -> pa.Array:
        columns = [column.combine_chunks() for column in (raw_text, document_format, title, page_marks)]
        return pool.run(batches.read_documents, *columns, seeds_dir, max_document_seconds)

    def leave_out_repeated(
        raw_text: pa.ChunkedArray,
        segments: pa.ChunkedArray,
        body_start: pa.ChunkedArray,
        body_end: pa.ChunkedArray,
        language: pa.ChunkedArray,
        repeated: pa.ChunkedArray,
    ) -> pa.Array:
        columns = (raw_text, segments, body_start, body_end, language, repeated)
        return pool.run(batches.leave_out_repeated, *(column.combine_chunks() for column in columns))

    def sentence_key(text: pa.ChunkedArray) -> pa.Array:
        return batches.sentence_keys(text.to_pylist())

    def text_fingerprints(text: pa.ChunkedArray) -> pa.Array:
        return pool.run(batches.text_fingerprints, text.combine_chunks())

    def shared_shingles(text: pa.ChunkedArray, other: pa.ChunkedArray) -> pa.Array:
        return batches.shared_shingles(text.combine_chunks(), other.combine_chunks())

    def join_stories(links: pa.ChunkedArray) -> pa.Array:
        return batches.join_stories(links.combine_chunks())

    def parse_timestamp(text: pa.ChunkedArray) -> pa.Array:
        return batches.parse_timestamps(text.to_pylist())

    def canonical_url(url: pa.ChunkedArray) -> pa.Array:
        return batches.canonical_urls(url.to_pylist())

    def find_post(
        text: pa.ChunkedArray,
        person_start: pa.ChunkedArray,
        person_end: pa.ChunkedArray,
        firm_start: pa.ChunkedArray,
        firm_end: pa.ChunkedArray,
        firm_type: pa.ChunkedArray,
    ) -> pa.Array:
        people = zip(person_start.to_pylist(), person_end.to_pylist(), strict=True)
        firms = zip(firm_start.to_pylist(), firm_end.to_pylist(), strict=True)
        return batches.find_posts(text.to_pylist(), people, firms, firm_type.to_pylist())

    text = pa.string()
    texts_and_marks = [text, text, text, pa.list_(types.PAGE_MARK)]
    _create(connection, "parse_document", parse_document, texts_and_marks, types.PARSED_DOCUMENT)
    _create(connection, "read_document", read_document, texts_and_marks, types.READ_DOCUMENT)
    _create(
        connection,
        "leave_out_repeated",
        leave_out_repeated,
        [text, pa.list_(types.SEGMENT), pa.int32(), pa.int32(), text, pa.list_(types.REPEATED)],
        types.TOLD_DOCUMENT,
    )
    _create(connection, "sentence_key", sentence_key, [text], pa.int64())
    _create(connection, "text_fingerprints", text_fingerprints, [text], pa.list_(pa.int64()))
    _create(connection, "shared_shingles", shared_shingles, [text, text], types.SHARED_SHINGLES)
    _create(
        connection,
        "join_stories",
        join_stories,
        [pa.list_(types.STORY_LINK)],
        pa.list_(types.STORY_FOLLOWER),
    )
    _create(connection, "parse_timestamp", parse_timestamp, [text], types.TIMESTAMP)
    _create(connection, "canonical_url", canonical_url, [text], text)
    places = [pa.int32(), pa.int32(), pa.int32(), pa.int32()]
    _create(connection, "find_post", find_post, [text, *places, text], types.POST)


def _create(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    function: Callable[..., pa.Array],
    argument_types: list[pa.DataType],
    return_type: pa.DataType,
) -> None:
    connection.create_function(
        name,
        function,
        [duckdb.sqltype(_sql_type(argument)) for argument in argument_types],
        duckdb.sqltype(_sql_type(return_type)),
        type=PythonUDFType.ARROW,
        null_handling=FunctionNullHandling.SPECIAL,
    )


def _sql_type(arrow_type: pa.DataType) -> str:
    if pa.types.is_list(arrow_type):
        return f"{_sql_type(arrow_type.value_type)}[]"
    if pa.types.is_struct(arrow_type):
        fields = ", ".join(f'"{field.name}" {_sql_type(field.type)}' for field in arrow_type)
        return f"struct({fields})"
    return _SQL_TYPES[arrow_type]
