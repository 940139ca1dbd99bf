"""Columns of the truth as arrays of numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.history.layers import NEVER
from hospital.simulation.randomness import Bools, Ints

Block = Mapping[str, pa.RecordBatch]


def numbers(rows: pa.RecordBatch, name: str) -> Ints:
    """Whole numbers; null is -1."""
    return _filled(rows.column(name), -1).astype(np.int64, copy=False)


def seconds(rows: pa.RecordBatch, name: str) -> Ints:
    """Instants in seconds since 1970; null is NEVER."""
    return _filled(rows.column(name).view(pa.int64()), int(NEVER) * 1_000_000) // 1_000_000


def cents(rows: pa.RecordBatch, name: str) -> Ints:
    """Amounts in cents; null is -1."""
    column = rows.column(name)
    digits = np.frombuffer(column.buffers()[1], dtype="<i8")  # two for each amount, the low first
    low = digits[2 * column.offset : 2 * (column.offset + len(column)) : 2]
    return np.where(np.asarray(column.is_null()), -1, low)


def is_word(rows: pa.RecordBatch, name: str, word: str) -> Bools:
    """Whether a text is the word; null is not."""
    found = pc.equal(rows.column(name), pa.scalar(word))
    if found.null_count:
        found = pc.fill_null(found, False)
    return np.asarray(found.to_numpy(zero_copy_only=False))


def places(ids: Ints, wanted: Ints) -> Ints:
    """For each wanted id its position among `ids`, which ascend and hold it.

    Neighbours that want the same id are looked up once.
    """
    is_first = np.ones(len(wanted), dtype=bool)
    np.not_equal(wanted[1:], wanted[:-1], out=is_first[1:])
    begins = np.flatnonzero(is_first)
    return np.repeat(np.searchsorted(ids, wanted[begins]), np.diff(begins, append=len(wanted)))


def _filled(column: pa.Array, missing: int) -> Ints:
    if column.null_count:
        column = pc.fill_null(column, missing)
    return np.asarray(column.to_numpy(zero_copy_only=False))


def by_id(ids: Ints, values: Ints, wanted: Ints, otherwise: np.int64) -> Ints:
    """For each wanted id its value; `ids` are unique, in any order."""
    order = np.argsort(ids)
    ids, values = np.append(ids[order], NEVER), np.append(values[order], NEVER)
    place = np.searchsorted(ids, wanted)
    return np.where(ids[place] == wanted, values[place], otherwise)
