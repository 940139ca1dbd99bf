"""A block while it is dirtied: which rows are drawn, what is changed, and the key to it.

Whether a class draws a row is a hash of the row's own id (of the patient's for versions) alone. A
drawn row is closed to all later classes, even where its value cannot carry the fault (yet): so
neither other rows nor what is written into the row later moves a fault from one class to another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.answer_key.tables import FAULTS
from hospital.defects.model import Defect
from hospital.schema.arrow import arrow_schema
from hospital.schema.tables import BY_NAME
from hospital.simulation.randomness import Bools, Draws, Floats, Ints, Keys, mix, stream_number

# Their few rows are drawn among those that can carry the fault, and always at least one.
REFERENCE_TABLES = ("diagnoses", "procedures")
_ALL = 2**64


@cache
def _factor(name: str) -> np.uint64:
    """An odd number of the class's own; a well-mixed key times it is another well-mixed key."""
    return np.uint64(int(mix(np.array([stream_number(name)], dtype=np.uint64))[0]) | 1)


@dataclass
class Sheet:
    """One table of the block: its clean rows, and what is to be changed in them or added."""

    name: str
    rows: pa.RecordBatch
    draws: Draws
    edits: list[tuple[Defect, str, Ints, pa.Array]] = field(default_factory=list)
    added: list[tuple[Defect, pa.RecordBatch]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """No class has drawn a row yet."""
        self.free = np.ones(self.rows.num_rows, dtype=bool)

    @cached_property
    def ids(self) -> Ints:
        """The primary keys."""
        return self.numbers(BY_NAME[self.name].primary_key.name)

    @cached_property
    def keys(self) -> Keys:
        """A hash of each row's identity; a version's identity is its patient."""
        if self.name == "patient_versions":
            return self.draws.key("defects of patients", self.numbers("patient_id"))
        return self.draws.key(f"defects of {self.name}", self.ids)

    def numbers(self, name: str) -> Ints:
        """A column of whole numbers without nulls."""
        return np.asarray(self.rows.column(name).to_numpy()).astype(np.int64, copy=False)

    def values(self, name: str, rows: Ints) -> pa.Array:
        """The clean values of a column at the given rows."""
        return self.rows.column(name).take(pa.array(rows))

    def change(self, defect: Defect, name: str, rows: Ints, values: pa.Array) -> None:
        """Plant the values in a column; every one differs from the clean value there."""
        if len(rows):
            self.edits.append((defect, name, rows, values))

    def add(self, defect: Defect, rows: pa.RecordBatch) -> None:
        """Plant rows that the clean data do not have."""
        if rows.num_rows:
            self.added.append((defect, rows))

    def dirty(self) -> pa.RecordBatch:
        """The rows with every change made; added ones come last."""
        by_column: dict[str, list[tuple[Ints, pa.Array]]] = defaultdict(list)
        for _, name, rows, values in self.edits:
            by_column[name].append((rows, values))
        columns = {name: _replaced(self.rows.column(name), by_column[name]) for name in by_column}
        schema = self.rows.schema
        arrays = [columns.get(name, self.rows.column(name)) for name in schema.names]
        changed = pa.RecordBatch.from_arrays(arrays, schema=schema)
        if not self.added:
            return changed
        return pa.concat_batches([changed, *(rows for _, rows in self.added)])

    def faults(self) -> Iterator[_Faults]:
        """What stands in the answer key."""
        for defect, name, rows, _ in self.edits:
            yield _Faults(self.name, defect, name, self.ids[rows], _text(self.values(name, rows)))
        for defect, added in self.added:
            ids = np.asarray(added.column(0)).astype(np.int64)
            yield _Faults(self.name, defect, "", ids, pa.nulls(len(ids), pa.string()))


def _replaced(column: pa.Array, parts: Sequence[tuple[Ints, pa.Array]]) -> pa.Array:
    """The column with other values at some rows, each of which occurs once."""
    rows = np.concatenate([rows for rows, _ in parts])
    values = pa.concat_arrays([values.cast(column.type) for _, values in parts])
    mask = np.zeros(len(column), dtype=bool)
    mask[rows] = True
    return pc.replace_with_mask(column, pa.array(mask), values.take(pa.array(np.argsort(rows))))


def _text(values: pa.Array) -> pa.Array:
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.timestamp("s"))  # or its text would show microseconds
    return values.cast(pa.string())


@dataclass(frozen=True)
class _Faults:
    """Faults of one class in one column, or rows that it added where the column has no name."""

    table: str
    defect: Defect
    field: str
    ids: Ints
    originals: pa.Array


def _key_rows(faults: Sequence[_Faults]) -> pa.RecordBatch:
    """The rows of the answer key."""
    schema = arrow_schema(FAULTS)
    if not faults:
        return pa.RecordBatch.from_pylist([], schema=schema)
    part = np.repeat(np.arange(len(faults)), [len(each.ids) for each in faults])
    columns = {
        "table_name": pa.array([each.table for each in faults]).take(pa.array(part)),
        "row_id": np.concatenate([each.ids for each in faults]),
        "field_name": pa.array([each.field for each in faults]).take(pa.array(part)),
        "defect_class": pa.array([each.defect.name for each in faults]).take(pa.array(part)),
        "original_value": pa.concat_arrays([each.originals for each in faults]),
        "is_repairable": np.array([int(each.defect.is_repairable) for each in faults])[part],
    }
    return pa.RecordBatch.from_pydict(columns, schema=schema)


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
        return dirty, _key_rows([each for sheet in self.sheets.values() for each in sheet.faults()])
