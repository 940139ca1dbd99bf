"""A block while it is dirtied: which rows are drawn, what is changed, and the key to it.

Whether a class draws a row is a hash of the row's own id (of the patient's for versions) alone. A
drawn row is closed to all later classes, even where its value cannot carry the fault (yet): so
neither other rows nor what is written into the row later moves a fault from one class to another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa

from hospital.defects.model import Defect
from hospital.defects.sheet import Sheet, key_rows
from hospital.simulation.randomness import Bools, Draws, Floats, Ints, Keys, mix, stream_number

# Their few rows are drawn among those that can carry the fault, and always at least one.
REFERENCE_TABLES = ("diagnoses", "procedures")
_ALL = 2**64


@cache
def _factor(name: str) -> np.uint64:
    """An odd number of the class's own; a well-mixed key times it is another well-mixed key."""
    return np.uint64(int(mix(np.array([stream_number(name)], dtype=np.uint64))[0]) | 1)


class Book:
    """All tables of one block.

    `rate` is the share of the rows of a table that each class draws; `as_of` is the last day that
    the data know of.
    """

    def __init__(
        self, block: Mapping[str, pa.RecordBatch], rate: float, draws: Draws, as_of: date
    ) -> None:
        """Open the clean block."""
        self.sheets = {name: Sheet(name, rows, draws) for name, rows in block.items()}
        self.rate, self.as_of = rate, as_of

    def of(self, table: str) -> Sheet | None:
        """The table's sheet, if the block has rows of it."""
        sheet = self.sheets.get(table)
        return sheet if sheet is not None and sheet.rows.num_rows else None

    def targets(self, defect: Defect) -> Iterator[tuple[Sheet, tuple[str, ...]]]:
        """The sheets that the class can change, and the fields there."""
        for table, fields in defect.fields.items():
            sheet = self.of(table)
            if sheet is not None:
                yield sheet, fields

    def draw(self, defect: Defect, sheet: Sheet) -> Ints:
        """The rows that the class draws and no class before it, ascending; closes them."""
        rows = np.flatnonzero(self._is_drawn(defect, sheet.keys) & sheet.free)
        sheet.free[rows] = False
        return rows

    def draw_able(self, defect: Defect, sheet: Sheet, rows: Ints) -> Ints:
        """The same among rows of a reference table that can carry the fault, but at least one."""
        rows = rows[sheet.free[rows]]
        if not len(rows) or self.rate == 0:
            return rows[:0]
        keys = sheet.keys[rows] * _factor(defect.name)
        rows = rows[self._is_drawn(defect, sheet.keys[rows]) | (keys == keys.min())]
        sheet.free[rows] = False
        return rows

    def _is_drawn(self, defect: Defect, keys: Keys) -> Bools:
        limit = int(self.rate * _ALL)
        if limit == 0:
            return np.zeros(len(keys), dtype=bool)
        return np.asarray(keys * _factor(defect.name) <= np.uint64(limit - 1))

    def uniform(self, defect: Defect, sheet: Sheet, rows: Ints, purpose: str) -> Floats:
        """Uniform numbers in [0, 1) for the rows, for one purpose of the class."""
        mixed = mix(sheet.keys[rows] * _factor(f"{defect.name}: {purpose}"))
        return (mixed >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def close(self) -> tuple[dict[str, pa.RecordBatch], pa.RecordBatch]:
        """The dirty block, and the rows of the answer key's table of faults."""
        dirty = {
            name: sheet.dirty() if sheet.edits or sheet.added else sheet.rows
            for name, sheet in self.sheets.items()
        }
        return dirty, key_rows([each for sheet in self.sheets.values() for each in sheet.faults()])
