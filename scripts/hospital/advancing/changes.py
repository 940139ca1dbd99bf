"""What differs between a block of the database on one day and on a later one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.schema.arrow import arrow_schema
from hospital.schema.model import Table
from hospital.schema.tables import TABLES
from hospital.simulation.randomness import Bools, Ints

Block = Mapping[str, pa.RecordBatch]


@dataclass(frozen=True)
class Counts:
    """Rows of a table by what is done to them."""

    inserted: int = 0
    updated: int = 0
    deleted: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(
            self.inserted + other.inserted,
            self.updated + other.updated,
            self.deleted + other.deleted,
        )

    @property
    def total(self) -> int:
        """All of them."""
        return self.inserted + self.updated + self.deleted


@dataclass(frozen=True)
class Change:
    """The rows of a table that are not the same before and after, as they were and as they will be.

    A key in both is a row to update, one in `before` alone to delete, in `after` alone to insert.
    """

    table: Table
    before: pa.RecordBatch
    after: pa.RecordBatch
    columns: frozenset[str]  # that differ in a row to update
    counts: Counts


def changes(before: Block, after: Block) -> list[Change]:
    """The tables that are not the same, parents before children."""
    found = []
    for table in TABLES:
        nothing = pa.RecordBatch.from_pylist([], schema=arrow_schema(table))
        change = _change(table, before.get(table.name, nothing), after.get(table.name, nothing))
        if change.counts.total:
            found.append(change)
    return found


def _change(table: Table, before: pa.RecordBatch, after: pa.RecordBatch) -> Change:
    old, new = _keys(table, before), _keys(table, after)
    _, in_old, in_new = np.intersect1d(old, new, assume_unique=True, return_indices=True)
    kept_before, kept_after = before.take(pa.array(in_old)), after.take(pa.array(in_new))
    differs = np.zeros(len(in_old), dtype=bool)
    columns = set()
    for name in table.column_names:
        first, second = kept_before.column(name), kept_after.column(name)
        if not first.equals(second):
            columns.add(name)
            differs |= _unequal(first, second)
    deleted = np.flatnonzero(~_is_among(in_old, len(old)))
    inserted = np.flatnonzero(~_is_among(in_new, len(new)))
    return Change(
        table=table,
        before=before.take(pa.array(np.concatenate([in_old[differs], deleted]))),
        after=after.take(pa.array(np.concatenate([in_new[differs], inserted]))),
        columns=frozenset(columns),
        counts=Counts(len(inserted), int(differs.sum()), len(deleted)),
    )


def _keys(table: Table, rows: pa.RecordBatch) -> Ints:
    keys = rows.column(table.primary_key.name)
    return np.asarray(keys.to_numpy(zero_copy_only=False)).astype(np.int64)


def _is_among(positions: Ints, count: int) -> Bools:
    found = np.zeros(count, dtype=bool)
    found[positions] = True
    return found


def _unequal(first: pa.Array, second: pa.Array) -> Bools:
    equal = pc.fill_null(pc.equal(first, second), False)
    both_missing = pc.and_(pc.is_null(first), pc.is_null(second))
    return ~np.asarray(pc.or_(equal, both_missing).to_numpy(zero_copy_only=False))
