"""The true readmissions, judged on the clean data with NumPy, independently of the warehouse.

A stay goes on while the patient's next inpatient encounter starts before, or at the second at
which, the one before ended, or on that day or the next where a transfer links the two. It counts as
an index stay if the patient left alive and the data know the whole window of 30 days after the
discharge. A return starts more than 0 seconds and at most 30 days, to the second, later; planned is
the patient's next stay if it is elective or a birth.
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
OUTCOMES = (
    *REASONS[:_INDEX],
    "Readmitted unplanned",
    "Readmitted as planned",
    "Returned without admission",
    "No return",
)
_UNPLANNED, _AS_PLANNED, _SEEN, _NONE = range(_INDEX, len(OUTCOMES))
DAY = 86_400
WINDOW = 30 * DAY
_MICROSECONDS = 1_000_000
_PLANNED = pa.array(["Elective", "Newborn"])
_EPOCH = date(1970, 1, 1)
# Later than every instant; twice as much parts the patients on one line of time.
_NEVER = 1 << 33


@dataclass(frozen=True)
class _Encounters:
    """Encounters ordered by patient, start and id; instants in seconds since 1970."""

    row: Ints  # position in the block's table
    patient: Ints  # position among the block's patients, from 0
    start: Ints
    end: Ints  # _NEVER while open

    def take(self, which: Ints | Bools) -> _Encounters:
        """Those at the positions."""
        return _Encounters(*(each[which] for each in vars(self).values()))

    def on_line(self, instants: Ints) -> Ints:
        """Instants of these encounters, the patients one after the other."""
        return self.patient * (2 * _NEVER) + instants

    def has(self, column: pa.Array, words: pa.Array) -> Bools:
        """Which of them have one of the words in a column of the block's table."""
        return _is_in(column.take(pa.array(self.row)), words)


def _is_in(column: pa.Array, words: pa.Array) -> Bools:
    return np.asarray(pc.is_in(column, value_set=words).to_numpy(zero_copy_only=False))


def true_stays(block: Mapping[str, pa.RecordBatch], as_of: date) -> pa.RecordBatch:
    """One row of `STAYS` per inpatient encounter of a clean block of patients.

    Encounters of one patient must all be in the block. `as_of` is the last day that the data know
    of.
    """
    if "encounters" not in block:
        return pa.RecordBatch.from_pylist([], schema=arrow_schema(STAYS))
    rows = block["encounters"]
    everything = _ordered(rows)
    inpatient = _is_in(rows.column("encounter_type"), pa.array(["Inpatient"]))
    own = everything.take(inpatient[everything.row])
    stay_of, first, last = _merged(own, rows)
    beginning, final = own.take(first), own.take(last)
    ended_at = final.end
    known_until = ((as_of - _EPOCH).days + 1) * DAY
    reason = np.select(
        [
            ended_at == _NEVER,
            final.has(rows.column("discharge_disposition"), pa.array(["Expired"])),
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
    unplanned[:-1] = follows[:-1] & ~beginning.has(rows.column("admission_type"), _PLANNED)[1:]
    is_readmission = np.zeros(len(first), dtype=bool)
    is_readmission[1:] = follows[:-1]
    seen = is_index & (in_window > 0)
    outcome = np.select(
        [~is_index, unplanned, follows, seen], [reason, _UNPLANNED, _AS_PLANNED, _SEEN], _NONE
    )
    flags = {
        "is_index_stay": is_index,
        "is_any_return": seen,
        "is_inpatient_return": follows,
        "is_unplanned_inpatient_return": unplanned,
        "is_readmission": is_readmission,
    }
    number, patient = (
        np.asarray(rows.column(name))[own.row] for name in ("encounter_id", "patient_id")
    )
    columns = {
        "encounter_id": number,
        "patient_id": patient,
        "stay_id": number[first][stay_of],
        "index_reason": pa.array(REASONS).take(pa.array(reason[stay_of])),
        "readmission_reason": pa.array(OUTCOMES).take(pa.array(outcome[stay_of])),
        **{name: flag[stay_of].astype(np.int32) for name, flag in flags.items()},
    }
    return pa.RecordBatch.from_pydict(columns, schema=arrow_schema(STAYS))


def _ordered(rows: pa.RecordBatch) -> _Encounters:
    start, end = (_seconds(rows.column(name)) for name in ("encounter_date", "discharge_date"))
    number = np.asarray(rows.column("encounter_id"))
    _, patient = np.unique(np.asarray(rows.column("patient_id")), return_inverse=True)
    order = np.lexsort((number, start, patient))
    return _Encounters(order, patient[order], start[order], end[order])


def _seconds(instants: pa.Array) -> Ints:
    numbers = pc.fill_null(instants.cast(pa.int64()), _NEVER * _MICROSECONDS)
    return np.asarray(np.asarray(numbers) // _MICROSECONDS)


def _merged(own: _Encounters, rows: pa.RecordBatch) -> tuple[Ints, Ints, Ints]:
    """For each encounter the position of its stay; for each stay its first and last encounter."""
    count = len(own.row)
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
    left = own.take(last).has(rows.column("discharge_disposition"), transfer)
    came = own.take(first).has(rows.column("admission_source"), transfer)
    is_new = np.ones(len(first), dtype=bool)
    days = own.start[first[1:]] // DAY - own.end[last[:-1]] // DAY
    same = own.patient[first[1:]] == own.patient[last[:-1]]
    is_new[1:] = ~(same & (left[:-1] | came[1:]) & (days <= 1))
    stay_of_run = np.cumsum(is_new) - 1
    final = np.flatnonzero(np.append(is_new[1:], True)) if count else first
    return stay_of_run[run_of], first[is_new], last[final]
