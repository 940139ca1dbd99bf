r"""Arrow tables as the text that MySQL and MariaDB read, rendered column by column inside Arrow."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

# For LOAD DATA with `escaped by '\\'`; the backslash comes first, or it would escape the others.
_FILE_ESCAPES = (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r"), ("\0", "\\0"))
_LITERAL_ESCAPES = (("\\", "\\\\"), ("'", "\\'"), ("\0", "\\0"))

_CHUNK_ROWS = 50_000  # Arrow's strings hold 2 GiB at most

LOAD_OPTIONS = (
    r"character set utf8mb4 fields terminated by '\t' escaped by '\\' lines terminated by '\n'"
)


def tab_separated(table: pa.Table) -> Iterator[bytes]:
    r"""The rows for LOAD DATA with `LOAD_OPTIONS`, one per line; null is ``\N``."""
    for start in range(0, table.num_rows, _CHUNK_ROWS):
        fields = [
            pc.fill_null(_escaped(_text(column), _FILE_ESCAPES), "\\N")
            for column in table.slice(start, _CHUNK_ROWS).columns
        ]
        for part in _parts(pc.binary_join_element_wise(*fields, "\t")):
            yield _joined(part, "\n").encode() + b"\n"


def value_lists(table: pa.Table, rows: int) -> Iterator[str]:
    """Slices of at most `rows` rows as `(…), (…)`, for the `values` of an insert."""
    fields = []
    for column in table.columns:
        text = _text(column)
        if pa.types.is_integer(column.type) or pa.types.is_decimal(column.type):
            fields.append(pc.fill_null(text, "null"))
        else:
            quoted = pc.binary_join_element_wise("'", _escaped(text, _LITERAL_ESCAPES), "'", "")
            fields.append(pc.fill_null(quoted, "null"))
    inner = pc.binary_join_element_wise(*fields, ", ")
    tuples = pc.binary_join_element_wise("(", inner, ")", "")
    for start in range(0, table.num_rows, rows):
        for part in _parts(tuples.slice(start, rows)):
            yield _joined(part, ", ")


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    # A timestamp casts to `2025-01-31 12:30:00.000000`, which both servers read.
    return column if pa.types.is_string(column.type) else column.cast(pa.string())


def _escaped(column: pa.ChunkedArray, escapes: tuple[tuple[str, str], ...]) -> pa.ChunkedArray:
    for raw, escaped in escapes:
        column = pc.replace_substring(column, raw, escaped)
    return column


def _parts(lines: pa.ChunkedArray) -> Iterator[pa.Array]:
    return (chunk for chunk in lines.chunks if len(chunk))


def _joined(lines: pa.Array, separator: str) -> str:
    everything = pa.ListArray.from_arrays(pa.array([0, len(lines)], pa.int32()), lines)
    return str(pc.binary_join(everything, separator)[0].as_py())
