"""Rows in another order or number, without touching what stays together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from hospital.simulation.randomness import Ints

_ROWS_PER_RUN = 100  # below that, row by row costs less than run by run


@dataclass(frozen=True)
class Gathering:
    """Positions to take from columns of one length, in the order wanted."""

    positions: Ints

    @cached_property
    def _runs(self) -> tuple[Ints, Ints] | None:
        """First position and length of every stretch of neighbours; None if they are short."""
        if len(self.positions) == 0:
            return None
        breaks = np.flatnonzero(np.diff(self.positions) != 1) + 1
        if (len(breaks) + 1) * _ROWS_PER_RUN > len(self.positions):
            return None
        begins = np.concatenate([[0], breaks])
        return self.positions[begins], np.diff(begins, append=len(self.positions))

    @cached_property
    def _indices(self) -> pa.Array:
        return pa.array(self.positions)

    def column(self, column: pa.Array) -> pa.Array:
        """The values of a column at the positions."""
        if self._runs is None:
            return column.take(self._indices)
        begins, lengths = self._runs
        if len(begins) == 1:
            return column.slice(begins[0], lengths[0])
        return pa.concat_arrays(map(column.slice, begins.tolist(), lengths.tolist()))

    def rows(self, rows: pa.RecordBatch) -> pa.RecordBatch:
        """The rows at the positions."""
        columns = [self.column(column) for column in rows.columns]
        return pa.RecordBatch.from_arrays(columns, schema=rows.schema)
