"""Turning arrays of numbers into Arrow columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import pyarrow as pa

from hospital.schema.arrow import arrow_schema
from hospital.schema.tables import BY_NAME
from hospital.simulation.randomness import Bools, Ints

Column: TypeAlias = pa.Array | Ints


def nullable(values: Ints, missing: Bools) -> pa.Array:
    """Whole numbers with nulls."""
    return pa.array(values, pa.int64(), mask=missing)


def words(options: pa.Array | Sequence[str], index: Ints) -> pa.Array:
    """The text at each index; a negative index is null."""
    source = options if isinstance(options, pa.Array) else pa.array(list(options), pa.string())
    if (index < 0).any():
        return source.take(pa.array(index, pa.int64(), mask=index < 0))
    return source.take(pa.array(index, pa.int64()))


def dates(days: Ints, missing: Bools | None = None) -> pa.Array:
    """Epoch days as dates."""
    return pa.array(days.astype(np.int32), pa.int32(), mask=missing).cast(pa.date32())


def instants(seconds: Ints, missing: Bools | None = None) -> pa.Array:
    """Seconds since 1970 as timestamps."""
    return pa.array(seconds * 1_000_000, pa.int64(), mask=missing).cast(pa.timestamp("us"))


def money(cents: Ints, missing: Bools | None = None) -> pa.Array:
    """Cents as decimals of 12 digits with 2 after the point; exact."""
    digits = np.empty((len(cents), 2), dtype="<i8")
    digits[:, 0] = cents
    digits[:, 1] = cents >> 63
    type_ = pa.decimal128(12, 2)
    if missing is None or not missing.any():
        return pa.Array.from_buffers(type_, len(cents), [None, pa.py_buffer(digits)])
    valid = np.packbits(~missing, bitorder="little")
    return pa.Array.from_buffers(
        type_, len(cents), [pa.py_buffer(valid), pa.py_buffer(digits)], int(missing.sum())
    )


def batch(table: str, columns: Mapping[str, Column]) -> pa.RecordBatch:
    """A record batch of the table's exact schema; KeyError if a column is missing."""
    schema = arrow_schema(BY_NAME[table])
    arrays = []
    for field in schema:
        column = columns[field.name]
        array = column if isinstance(column, pa.Array) else pa.array(column)
        arrays.append(array if array.type == field.type else array.cast(field.type))
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
