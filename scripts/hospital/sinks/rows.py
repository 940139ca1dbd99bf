r"""Arrow tables as the text that MySQL and MariaDB read, rendered column by column inside Arrow."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# For LOAD DATA with `escaped by '\\'`; the backslash comes first, or it would escape the others.
_FILE_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"), ("\0", "\\0"))
_LITERAL_ESCAPES = (("\\", "\\\\"), ("'", "\\'"), ("\0", "\\0"))

_CHUNK_ROWS = 50_000  # Arrow's strings hold 2 GiB at most

LOAD_OPTIONS = (
    r"character set utf8mb4 fields terminated by '\t' escaped by '\\' lines terminated by '\n'"
)


def tab_separated(table: pa.Table) -> Iterator[pa.Buffer]:
    r"""The rows for LOAD DATA with `LOAD_OPTIONS`, one per line; null is ``\N``."""
    for start in range(0, table.num_rows, _CHUNK_ROWS):
        *fields, last = (
            pc.fill_null(_escaped(column, _FILE_ESCAPES), "\\N")
            for column in table.slice(start, _CHUNK_ROWS).columns
        )
        fields.append(pc.binary_join_element_wise(last, "\n", ""))
        for lines in _parts(pc.binary_join_element_wise(*fields, "\t")):
            yield _content(lines)


def value_lists(table: pa.Table, rows: int) -> Iterator[str]:
    """Slices of at most `rows` rows as `(…), (…)`, for the `values` of an insert."""
    fields = []
    for column in table.columns:
        text = _escaped(column, _LITERAL_ESCAPES)
        if not (pa.types.is_integer(column.type) or pa.types.is_decimal(column.type)):
            text = pc.binary_join_element_wise("'", text, "'", "")
        fields.append(pc.fill_null(text, "null"))
    inner = pc.binary_join_element_wise(*fields, ", ")
    tuples = pc.binary_join_element_wise("(", inner, ")", "")
    for start in range(0, table.num_rows, rows):
        for part in _parts(tuples.slice(start, rows)):
            yield ", ".join(part.to_pylist())


def _escaped(column: pa.ChunkedArray, escapes: tuple[tuple[str, str], ...]) -> pa.ChunkedArray:
    """The column as text; only text can hold a character that needs an escape."""
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("s"))  # always whole seconds, and so are the columns
    if not pa.types.is_string(column.type):
        return column.cast(pa.string())
    for raw, escaped in escapes:
        column = pc.replace_substring(column, raw, escaped)
    return column


def _parts(lines: pa.ChunkedArray) -> Iterator[pa.Array]:
    return (chunk for chunk in lines.chunks if len(chunk))


def _content(texts: pa.Array) -> pa.Buffer:
    """All texts of an array without nulls, one after the other: it stores them so."""
    _, offsets, data = texts.buffers()
    begins = np.frombuffer(offsets, np.int32)[texts.offset :]
    return data.slice(begins[0], begins[len(texts)] - begins[0])
