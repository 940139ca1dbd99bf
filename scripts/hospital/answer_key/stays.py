"""The true readmissions, judged on the clean data with NumPy, independently of the warehouse.

A stay goes on while the patient's next inpatient encounter starts before, or at the second at
which, the one before ended, or on that day or the next where a transfer links the two. It counts as
an index stay if the patient left alive and the data know the whole window of 30 days after the
discharge. A return starts more than 0 seconds and at most 30 days, to the second, later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.answer_key.tables import STAYS
from hospital.schema.arrow import arrow_schema
from hospital.simulation.randomness import Bools, Ints

REASONS = (
    "Not discharged yet",
    "Died in the stay",
    "Followed too short",
    "Counted as index stay",
)
_OPEN, _DIED, _SHORT, _INDEX = range(len(REASONS))
DAY = 86_400
WINDOW = 30 * DAY
_PLANNED = pa.array(["Elective", "Newborn"])
_EPOCH = date(1970, 1, 1)
# Later than every instant; twice as much parts the patients on one line of time.
_NEVER = 1 << 33


@dataclass(frozen=True)
class _Encounters:
    """Encounters ordered by patient, start and id; instants in seconds since 1970."""

    rows: pa.RecordBatch
    id: Ints
    patient: Ints  # position among the block's patients, from 0
    start: Ints
    end: Ints  # _NEVER while open

    def take(self, which: Ints) -> _Encounters:
        """Those at the positions."""
        numbers = (self.id, self.patient, self.start, self.end)
        return _Encounters(self.rows.take(pa.array(which)), *(each[which] for each in numbers))

    def has(self, field: str, words: pa.Array) -> Bools:
        """Which have one of the words in a field."""
        found = pc.is_in(self.rows.column(field), value_set=words)
        return np.asarray(found.to_numpy(zero_copy_only=False))

    def on_line(self, instants: Ints) -> Ints:
        """Instants of these encounters, the patients one after the other."""
        return self.patient * (2 * _NEVER) + instants


def true_stays(block: Mapping[str, pa.RecordBatch], as_of: date) -> pa.RecordBatch:
    """One row of `STAYS` per inpatient encounter of a clean block of patients.

    Encounters of one patient must all be in the block. `as_of` is the last day that the data know
    of.
    """
    if "encounters" not in block:
        return pa.RecordBatch.from_pylist([], schema=arrow_schema(STAYS))
    everything = _ordered(block["encounters"])
    inpatient = everything.has("encounter_type", pa.array(["Inpatient"]))
    own = everything.take(np.flatnonzero(inpatient))
    stay_of, first, last = _merged(own)
    beginning, final = own.take(first), own.take(last)
    ended_at = final.end
    known_until = ((as_of - _EPOCH).days + 1) * DAY
    reason = np.select(
        [
            ended_at == _NEVER,
            final.has("discharge_disposition", pa.array(["Expired"])),
            ended_at + WINDOW > known_until,
        ],
        [_OPEN, _DIED, _SHORT],
        _INDEX,
    )
    is_index = reason == _INDEX
    starts = everything.on_line(everything.start)
    ends = final.on_line(ended_at)
    in_window = np.searchsorted(starts, ends + WINDOW, "right") - np.searchsorted(
        starts, ends, "right"
    )
    follows = np.zeros(len(first), dtype=bool)  # the next stay is a return to this one
    wait = beginning.start[1:] - ended_at[:-1]
    same = beginning.patient[1:] == beginning.patient[:-1]
    follows[:-1] = same & (wait > 0) & (wait <= WINDOW) & is_index[:-1]
    unplanned = np.zeros(len(first), dtype=bool)
    unplanned[:-1] = follows[:-1] & ~beginning.has("admission_type", _PLANNED)[1:]
    is_readmission = np.zeros(len(first), dtype=bool)
    is_readmission[1:] = follows[:-1]
    flags = {
        "is_index_stay": is_index,
        "is_any_return": is_index & (in_window > 0),
        "is_inpatient_return": follows,
        "is_unplanned_inpatient_return": unplanned,
        "is_readmission": is_readmission,
    }
    columns = {
        "encounter_id": own.id,
        "patient_id": own.rows.column("patient_id"),
        "stay_id": own.id[first][stay_of],
        "index_reason": pa.array(REASONS).take(pa.array(reason[stay_of])),
        **{name: flag[stay_of].astype(np.int32) for name, flag in flags.items()},
    }
    return pa.RecordBatch.from_pydict(columns, schema=arrow_schema(STAYS))


def _ordered(rows: pa.RecordBatch) -> _Encounters:
    start, end = (_seconds(rows.column(name)) for name in ("encounter_date", "discharge_date"))
    number = np.asarray(rows.column("encounter_id"))
    _, patient = np.unique(np.asarray(rows.column("patient_id")), return_inverse=True)
    unordered = _Encounters(rows, number, patient, start, end)
    return unordered.take(np.lexsort((number, start, patient)))


def _seconds(instants: pa.Array) -> Ints:
    seconds = instants.cast(pa.timestamp("s")).cast(pa.int64())
    return np.asarray(pc.fill_null(seconds, _NEVER)).astype(np.int64)


def _merged(own: _Encounters) -> tuple[Ints, Ints, Ints]:
    """For each encounter the position of its stay; for each stay its first and last encounter."""
    count = len(own.id)
    ended_by = np.maximum.accumulate(own.on_line(own.end))  # the latest end so far
    begins = np.ones(count, dtype=bool)
    begins[1:] = own.on_line(own.start)[1:] > ended_by[:-1]
    begins[1:] |= own.patient[1:] != own.patient[:-1]
    run_of = np.cumsum(begins) - 1
    # the encounter with the latest end ends the run, the latter one of two
    last = np.zeros(run_of[-1] + 1 if count else 0, dtype=np.int64)
    at_end = np.flatnonzero(own.on_line(own.end) == ended_by)
    np.maximum.at(last, run_of[at_end], at_end)
    first = np.flatnonzero(begins)
    transfer = pa.array(["Transfer"])
    left = own.has("discharge_disposition", transfer)[last]
    came = own.has("admission_source", transfer)[first]
    is_new = np.ones(len(first), dtype=bool)
    days = own.start[first[1:]] // DAY - own.end[last[:-1]] // DAY
    same = own.patient[first[1:]] == own.patient[last[:-1]]
    is_new[1:] = ~(same & (left[:-1] | came[1:]) & (days <= 1))
    stay_of_run = np.cumsum(is_new) - 1
    final = np.flatnonzero(np.append(is_new[1:], True)) if count else first
    return stay_of_run[run_of], first[is_new], last[final]
