"""Encounters as they were entered, closed, and cancelled."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from hospital.history import cancellations, late_entry
from hospital.history.arrival import Arrivals
from hospital.history.facts import Block, by_id, is_word, numbers, places, seconds
from hospital.history.layers import NEVER, Layer
from hospital.simulation.columns import instants, words
from hospital.simulation.randomness import Bools, Ints

_TABLE = "encounters"


@dataclass(frozen=True)
class Visits:
    """The encounters of the truth by position; instants in seconds, NEVER if not yet."""

    id: Ints
    entered: Ints
    seen: Ints
    closed_seen: Ints
    following: Ints  # start of the patient's next encounter, or the death
    layers: list[Layer]
    cancelled: Cancelled


@dataclass(frozen=True)
class Cancelled:
    """The spurious encounters, each beside its model."""

    model: Ints  # position among the visits
    id: Ints
    entered: Ints
    deleted: Ints
    deletion_seen: Ints
    seen: Ints
    is_admission: Bools


def visits(
    block: Block, plain: Bools, patient_ids: Ints, patient_seen: Ints, arrivals: Arrivals
) -> Visits:
    """The forms of every encounter; `plain` by position, `patient_ids` ascending."""
    rows, draws = block[_TABLE], arrivals.draws
    ids, patient = numbers(rows, "encounter_id"), numbers(rows, "patient_id")
    start, end = seconds(rows, "encounter_date"), seconds(rows, "discharge_date")
    department = numbers(rows, "department_id")
    clinic = is_word(rows, "encounter_type", "Outpatient")
    died = is_word(rows, "discharge_disposition", "Expired")
    known = patient_seen[places(patient_ids, patient)]
    following = np.concatenate([np.where(patient[1:] == patient[:-1], start[1:], NEVER), [NEVER]])
    following = np.minimum(following, _death_of(block, patient))

    entered = late_entry.entered(draws, ids, start, following, late_entry.may_be_late(block, plain))
    closed = np.where(end < NEVER, np.maximum(end, entered), NEVER)

    def seen_at(written: Ints) -> Ints:
        # by department and day, the clinics send their visits and the wards their discharges
        of_clinics = arrivals.in_batches("clinics", written, department, clinic)
        arrived = arrivals.in_batches("discharges", of_clinics, department, ~clinic & ~died)
        # the patient's next event does not wait for the batch
        return np.asarray(np.maximum(np.maximum(np.minimum(arrived, following), written), known))

    opened_seen = np.where(clinic, seen_at(entered), np.maximum(entered, known))
    closed_seen = seen_at(closed)
    is_told = (entered < closed) & (closed_seen > arrivals.first)
    was_open, ended = np.flatnonzero(is_told), np.flatnonzero(closed < NEVER)
    nothing = pa.nulls(len(was_open))
    opened = Layer(
        row=was_open,
        id=ids[was_open],
        updated=entered[was_open],
        received=opened_seen[was_open],
        values={"discharge_date": nothing, "discharge_disposition": nothing},
        created=entered[was_open],
    )
    finished = Layer(
        row=ended,
        id=ids[ended],
        updated=closed[ended],
        received=closed_seen[ended],
        created=entered[ended],
        order=2,
    )
    found = _cancelled(rows, clinic & plain, following, known, arrivals)
    layers = [opened, finished, *(arrivals.sent_twice(_TABLE, x) for x in (opened, finished))]
    seen = np.minimum(np.where(entered < closed, opened_seen, NEVER), closed_seen)
    layers += _cancelled_layers(rows, found)
    return Visits(ids, entered, seen, closed_seen, following, layers, found)


def _cancelled(
    rows: pa.RecordBatch, eligible: Bools, following: Ints, known: Ints, arrivals: Arrivals
) -> Cancelled:
    """After some of the eligible visits: a second one, or an admission."""
    draws, ids, end = arrivals.draws, numbers(rows, "encounter_id"), seconds(rows, "discharge_date")
    which = np.flatnonzero(eligible & (end < NEVER) & cancellations.cancelled(draws, ids))
    admission = cancellations.is_admission(draws, ids[which])
    began = cancellations.begin(end[which])
    entered = cancellations.entered(np.where(admission, began, cancellations.ended(began)))
    free = entered < following[which]  # the patient is not somewhere else by then, or dead
    which, entered, admission = which[free], entered[free], admission[free]
    deleted = cancellations.deleted_at(draws, _TABLE, ids[which], entered)
    deleted = np.where(admission, np.minimum(deleted, following[which]), deleted)
    seen = np.maximum(entered, known[which])
    deletion_seen = arrivals.in_batches("deletions", deleted, batched=~admission)
    return Cancelled(
        model=which,
        id=ids[which] + cancellations.CANCELLED_NUMBER,
        entered=entered,
        deleted=deleted,
        deletion_seen=np.maximum(deletion_seen, seen),
        seen=seen,
        is_admission=admission,
    )


def _death_of(block: Block, patient: Ints) -> Ints:
    """The instant of each patient's death by the log; NEVER while alive."""
    log = block["patient_versions"]
    dead = np.flatnonzero(np.asarray(log.column("date_of_death").is_valid()))
    ids, at = numbers(log, "patient_id")[dead], seconds(log, "valid_from")[dead]
    return by_id(ids, at, patient, NEVER)


def _cancelled_layers(rows: pa.RecordBatch, found: Cancelled) -> list[Layer]:
    row = found.model
    began = cancellations.begin(seconds(rows, "discharge_date")[row])
    count = len(row)

    def on_admission(text: str) -> pa.Array:
        return pa.array([text] * count, pa.string(), mask=~found.is_admission)

    shown = Layer(
        row=row,
        id=found.id,
        updated=found.entered,
        received=found.seen,
        values={
            "encounter_type": words(
                ("Outpatient", "Inpatient"), found.is_admission.astype(np.int64)
            ),
            "encounter_date": instants(began),
            "discharge_date": instants(cancellations.ended(began), found.is_admission),
            "admission_type": on_admission("Urgent"),
            "admission_source": on_admission("Physician Referral"),
        },
        created=found.entered,
        is_transient=True,
    )
    gone = replace(
        shown, updated=found.deleted, received=found.deletion_seen, is_deleted=True, order=4
    )
    return [shown, gone]
