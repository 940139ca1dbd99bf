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
    return np.asarray(pc.fill_null(rows.column(name), -1).to_numpy(zero_copy_only=False)).astype(
        np.int64, copy=False
    )


def seconds(rows: pa.RecordBatch, name: str) -> Ints:
    """Instants in seconds since 1970; null is NEVER."""
    column = rows.column(name).cast(pa.int64())
    missing = pa.scalar(int(NEVER) * 1_000_000)
    return np.asarray(pc.fill_null(column, missing).to_numpy(zero_copy_only=False)) // 1_000_000


def cents(rows: pa.RecordBatch, name: str) -> Ints:
    """Amounts in cents; null is -1."""
    hundred = pc.multiply(rows.column(name), pa.scalar(100, pa.decimal128(3, 0)))
    whole = pc.fill_null(hundred.cast(pa.int64()), -1)
    return np.asarray(whole.to_numpy(zero_copy_only=False))


def is_any(rows: pa.RecordBatch, name: str, *words: str) -> Bools:
    """Whether a text is one of the words; null is not."""
    found = pc.fill_null(pc.is_in(rows.column(name), pa.array(words, pa.string())), False)
    return np.asarray(found.to_numpy(zero_copy_only=False))


def by_id(ids: Ints, values: Ints, wanted: Ints, otherwise: np.int64) -> Ints:
    """For each wanted id its value; `ids` are unique, in any order."""
    order = np.argsort(ids)
    ids, values = np.append(ids[order], NEVER), np.append(values[order], NEVER)
    place = np.searchsorted(ids, wanted)
    return np.where(ids[place] == wanted, values[place], otherwise)
