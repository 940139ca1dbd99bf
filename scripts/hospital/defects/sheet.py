"""One table of a block while it is dirtied, and its part of the answer key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.answer_key.tables import FAULTS
from hospital.defects.model import Defect
from hospital.schema.arrow import arrow_schema
from hospital.schema.tables import BY_NAME
from hospital.simulation.randomness import Draws, Ints, Keys, mix

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)  # parts neighbouring ids, as in SplitMix64


@dataclass(frozen=True)
class Faults:
    """Faults in one column, or added rows where the column has no name."""

    table: str
    field: str
    defects: Sequence[Defect]
    counts: Sequence[int]  # faults of each of the classes
    ids: Ints
    originals: pa.Array


@dataclass(frozen=True)
class _Edit:
    defect: Defect
    rows: Ints
    values: pa.Array


@dataclass
class Sheet:
    """The clean rows of a table, and what is to be changed in them or added."""

    name: str
    rows: pa.RecordBatch
    draws: Draws
    edits: dict[str, list[_Edit]] = field(default_factory=lambda: defaultdict(list))
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
        of_versions = self.name == "patient_versions"
        table = "patients" if of_versions else self.name
        salt = self.draws.key(f"defects of {table}", np.zeros(1, dtype=np.int64))[0]
        identity = self.numbers("patient_id") if of_versions else self.ids
        return mix(identity.astype(np.uint64) * _GOLDEN ^ salt)

    def numbers(self, name: str) -> Ints:
        """A column of whole numbers without nulls."""
        return np.asarray(self.rows.column(name).to_numpy()).astype(np.int64, copy=False)

    def values(self, name: str, rows: Ints) -> pa.Array:
        """The clean values of a column at the given rows."""
        return self.rows.column(name).take(pa.array(rows))

    def change(self, defect: Defect, name: str, rows: Ints, values: pa.Array) -> None:
        """Plant the values in a column; every one differs from the clean value there."""
        if len(rows):
            self.edits[name].append(_Edit(defect, rows, values))

    def add(self, defect: Defect, rows: pa.RecordBatch) -> None:
        """Plant rows that the clean data do not have."""
        if rows.num_rows:
            self.added.append((defect, rows))

    def dirty(self) -> pa.RecordBatch:
        """The rows with every change made; added ones come last."""
        batch = self.rows
        if self.edits:
            columns = [
                _replaced(column, self.edits[name]) if name in self.edits else column
                for name, column in zip(batch.schema.names, batch.columns, strict=True)
            ]
            batch = pa.RecordBatch.from_arrays(columns, schema=batch.schema)
        if not self.added:
            return batch
        return pa.concat_batches([batch, *(rows for _, rows in self.added)])

    def faults(self) -> Iterator[Faults]:
        """What was changed, column by column, and what was added."""
        for name, edits in self.edits.items():
            rows = np.concatenate([edit.rows for edit in edits])
            yield Faults(
                table=self.name,
                field=name,
                defects=[edit.defect for edit in edits],
                counts=[len(edit.rows) for edit in edits],
                ids=self.ids[rows],
                originals=_text(self.values(name, rows)),
            )
        for defect, added in self.added:
            ids = np.asarray(added.column(0)).astype(np.int64)
            nothing = pa.nulls(len(ids), pa.string())
            yield Faults(self.name, "", [defect], [len(ids)], ids, nothing)


def _replaced(column: pa.Array, edits: Sequence[_Edit]) -> pa.Array:
    """The column with other values at some rows, each of which occurs once."""
    rows = np.concatenate([edit.rows for edit in edits])
    parts = [edit.values for edit in edits]
    values = pa.concat_arrays(
        [part if part.type == column.type else part.cast(column.type) for part in parts]
    )
    mask = np.zeros(len(column), dtype=bool)
    mask[rows] = True
    return pc.replace_with_mask(column, pa.array(mask), values.take(pa.array(np.argsort(rows))))


def _text(values: pa.Array) -> pa.Array:
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.timestamp("s"))  # or its text would show microseconds
    return values if pa.types.is_string(values.type) else values.cast(pa.string())


def key_rows(faults: Sequence[Faults]) -> pa.RecordBatch:
    """The rows of the answer key's table of faults."""
    schema = arrow_schema(FAULTS)
    if not faults:
        return pa.RecordBatch.from_pylist([], schema=schema)
    part = pa.array(np.repeat(np.arange(len(faults)), [len(each.ids) for each in faults]))
    defects = [defect for each in faults for defect in each.defects]
    counts = [count for each in faults for count in each.counts]
    of_class = np.repeat(np.arange(len(defects)), counts)
    columns = {
        "table_name": pa.array([each.table for each in faults]).take(part),
        "row_id": np.concatenate([each.ids for each in faults]),
        "field_name": pa.array([each.field for each in faults]).take(part),
        "defect_class": pa.array([each.name for each in defects]).take(pa.array(of_class)),
        "original_value": pa.concat_arrays([each.originals for each in faults]),
        "is_repairable": np.array([int(each.is_repairable) for each in defects])[of_class],
    }
    return pa.RecordBatch.from_pydict(columns, schema=schema)
