"""Rows as a series of forms: what a table showed, and from when until when.

A *form* of a row is what the source said of it from one instant on; a layer holds one form of many
rows. A form is seen from the instant it arrived until a later form of the same row has arrived,
so that an old form which arrives late never covers a newer one. A row's last form may be its end.
All instants are seconds since 1970.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.history.gathering import Gathering
from hospital.schema.tables import BY_NAME
from hospital.simulation.columns import instants
from hospital.simulation.randomness import Bools, Ints

NEVER = np.int64(253_370_764_800)  # 9999-01-01
_RANK_SPAN = np.int64(10_000)


@dataclass(frozen=True)
class Layer:
    """One form of some rows of a table, one position each.

    `row` is the position in the truth's batch that gives every column not in `values`. `order`
    breaks the tie between forms of one row that were written in the same second (below 10,000).
    """

    row: Ints
    id: Ints
    updated: Ints
    received: Ints
    values: Mapping[str, pa.Array] = field(default_factory=dict)
    created: Ints | None = None  # the truth's `created_at` if not told
    order: Ints | int = 0
    is_deleted: bool = False
    is_transient: bool = False  # rows that the truth does not have, and that will be deleted

    def take(self, which: Ints | Bools) -> Layer:
        """The given positions, which ascend."""
        at = np.flatnonzero(which) if which.dtype == np.bool_ else which
        if len(at) == len(self.row):
            return self  # positions come in order
        order = self.order if isinstance(self.order, int) else self.order[at]
        return replace(
            self,
            row=self.row[at],
            id=self.id[at],
            updated=self.updated[at],
            received=self.received[at],
            values={name: column.take(pa.array(at)) for name, column in self.values.items()},
            created=None if self.created is None else self.created[at],
            order=order,
        )

    @property
    def rank(self) -> Ints:
        """Larger for a later form of the same row."""
        return np.asarray(self.updated * _RANK_SPAN + self.order)


@dataclass(frozen=True)
class Forms:
    """Every form of a table's rows that is seen in some part of a window.

    A form is seen at an instant `at` where `seen_from <= at < seen_until`; rows are in the order of
    their keys.
    """

    rows: pa.RecordBatch
    seen_from: Ints
    seen_until: Ints

    def at(self, instant: int) -> pa.RecordBatch:
        """The rows as they are seen at an instant of the window."""
        seen = (self.seen_from <= instant) & (self.seen_until > instant)
        return self.rows if seen.all() else self.rows.filter(pa.array(seen))


def seen_until(ids: Ints, rank: Ints, received: Ints) -> Ints:
    """Per form, when the first later form of the same row arrived; NEVER if none did."""
    if len(ids) == 0:
        return np.zeros(0, dtype=np.int64)
    backwards = np.lexsort((rank, ids))[::-1]
    group = np.cumsum(np.concatenate([[0], np.diff(ids[backwards]) != 0]))
    span = NEVER * 2
    # descending over the groups, so that the running minimum never leaves a row's own forms
    lifted = received[backwards] - group * span
    least = np.minimum.accumulate(lifted) + group * span
    later = np.concatenate([[NEVER], least[:-1]])
    first = np.concatenate([[True], group[1:] != group[:-1]])
    until = np.empty(len(ids), dtype=np.int64)
    until[backwards] = np.where(first, NEVER, later)
    return until


def forms_of(
    table: str, truth: pa.RecordBatch, layers: Sequence[Layer], window: tuple[int, int]
) -> Forms:
    """The forms seen in the window of instants [first, last].

    The layers hold all forms of a row or none. They tell when their rows were created either all of
    them or not at all.
    """
    first, last = window
    ids = np.concatenate([layer.id for layer in layers])
    received = np.concatenate([layer.received for layer in layers])
    row = np.concatenate([layer.row for layer in layers])
    until = np.full(len(ids), NEVER)
    order = np.argsort(ids, kind="stable")
    same = np.zeros(len(ids) + 1, dtype=bool)  # as the one before
    np.equal(ids[order[1:]], ids[order[:-1]], out=same[1:-1])
    several = order[same[1:] | same[:-1]]  # most rows have one form
    rank = np.concatenate([layer.rank for layer in layers])[several]
    until[several] = seen_until(ids[several], rank, received[several])
    is_seen = (received <= last) & (until > first) & (received < until)
    position = 0
    for layer in layers:
        if layer.is_deleted:
            is_seen[position : position + len(layer.id)] = False
        position += len(layer.id)
    at = order[is_seen[order]]
    seen_from = received[at]
    own = {
        BY_NAME[table].primary_key.name: pa.array(ids[at]),
        "received_at": instants(seen_from),
        "updated_at": instants(np.concatenate([layer.updated for layer in layers])[at]),
    }
    created = [layer.created for layer in layers if layer.created is not None]
    if created:
        own["created_at"] = instants(np.concatenate(created)[at])
    others = [name for name in truth.schema.names if name not in own]
    own |= _of_truth(truth.select(others), layers, row, at)
    columns = [own[name] for name in truth.schema.names]
    return Forms(pa.RecordBatch.from_arrays(columns, schema=truth.schema), seen_from, until[at])


def _of_truth(
    truth: pa.RecordBatch, layers: Sequence[Layer], row: Ints, at: Ints
) -> dict[str, pa.Array]:
    """Every column of the chosen forms: the truth's, but for what layers say otherwise."""
    told, begin = [], 0
    for layer in layers:
        end = begin + len(layer.id)
        if layer.values:
            which = np.flatnonzero((at >= begin) & (at < end))
            told.append((which, at[which] - begin, layer.values))
        begin = end
    of_truth = Gathering(row[at])
    columns = {}
    for name, column in zip(truth.schema.names, truth.columns, strict=True):
        parts = [
            (which, values[name].cast(column.type).take(pa.array(own)))
            for which, own, values in told
            if name in values and len(which)
        ]
        if not parts:
            columns[name] = of_truth.column(column)
            continue
        which = np.concatenate([which for which, _ in parts])
        values = Gathering(np.argsort(which)).column(pa.concat_arrays([x for _, x in parts]))
        if len(which) < len(at):
            is_told = np.zeros(len(at), dtype=bool)
            is_told[which] = True
            values = pc.replace_with_mask(of_truth.column(column), pa.array(is_told), values)
        columns[name] = values
    return columns
