"""Diagnoses and procedures as they were first coded, then corrected, or deleted."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from hospital.history import cancellations, corrections
from hospital.history.arrival import Arrivals
from hospital.history.corrections import Neighbours
from hospital.history.encounters import Visits
from hospital.history.facts import Block, is_any, numbers, seconds
from hospital.history.layers import Layer
from hospital.history.spurious import Rows, deleted, of_cancelled
from hospital.simulation.randomness import Bools, Ints

_STEP = 1_000  # of a child's id
_SPAN = np.int64(1_000_000)  # more than there are codes


def diagnosis_layers(
    block: Block, visits: Visits, neighbours: Neighbours, arrivals: Arrivals
) -> list[Layer]:
    """The forms of the diagnoses of encounters."""
    table = "encounter_diagnoses"
    rows, draws = block[table], arrivals.draws
    ids, visit, created, received = _children(rows, visits, arrivals, "coding", None)
    sequence, code = numbers(rows, "diagnosis_sequence"), numbers(rows, "diagnosis_id")
    encounter = visits.id[visit]
    plain = neighbours.is_plain[code - 1]

    swapped = corrections.misordered(draws, encounter) & (sequence <= 2)
    both = np.bincount(visit[plain & (sequence <= 2)], minlength=len(visits.id)) == 2
    swapped &= both[visit]
    wrong = neighbours.diagnosis[code - 1] + 1
    miscoded = corrections.miscoded(draws, table, ids) & (wrong > 0) & ~swapped
    miscoded = _new_to_the_encounter(miscoded, visit, code, wrong)

    mended_with = np.where(swapped, encounter, ids)
    mended = corrections.corrected_at(draws, table, mended_with, created)
    layers = _corrected(
        (table, ids, created, received),
        swapped | miscoded,
        mended,
        {
            "diagnosis_id": np.where(miscoded, wrong, code),
            "diagnosis_sequence": np.where(swapped, 3 - sequence, sequence),
        },
        arrivals,
    )
    copied = np.flatnonzero((sequence == 1) | ~_of_admission(visits)[visit])
    layers += of_cancelled(copied, ids, visit, visits)

    # one diagnosis too many, after the others
    last = np.bincount(visit, minlength=len(visits.id))[visit]
    spurious = (sequence == 1) & (wrong > 0) & cancellations.with_deleted_child(draws, table, ids)
    spurious = _new_to_the_encounter(spurious, visit, code, wrong)
    taken = np.zeros(len(visits.id), dtype=bool)
    taken[visit[miscoded]] = True  # whose wrong code might be this one
    spurious &= ~taken[visit]
    values = {
        "diagnosis_id": pa.array(wrong[spurious]),
        "diagnosis_sequence": pa.array(last[spurious] + 1),
    }
    spare = encounter * _STEP + cancellations.DELETED_CODE_NUMBER
    layers += deleted((table, spare, created, received), spurious, values, arrivals)
    return layers


def procedure_layers(
    block: Block, visits: Visits, neighbours: Neighbours, arrivals: Arrivals
) -> list[Layer]:
    """The forms of the procedures of encounters."""
    table = "encounter_procedures"
    rows, draws = block[table], arrivals.draws
    ambulatory = ~is_any(block["encounters"], "encounter_type", "Inpatient")
    ids, visit, created, received = _children(rows, visits, arrivals, "procedures", ambulatory)
    code = numbers(rows, "procedure_id")
    wrong = neighbours.procedure[code - 1] + 1
    miscoded = corrections.miscoded(draws, table, ids) & (wrong > 0)
    mended = corrections.corrected_at(draws, table, ids, created)
    layers = _corrected(
        (table, ids, created, received), miscoded, mended, {"procedure_id": wrong}, arrivals
    )
    layers += of_cancelled(np.flatnonzero(~_of_admission(visits)[visit]), ids, visit, visits)
    spurious = neighbours.is_repeatable[code - 1] & ambulatory[visit]
    spurious &= cancellations.with_deleted_child(draws, table, ids)
    one = np.zeros(len(visits.id), dtype=np.int64)
    one[visit[spurious]] = np.flatnonzero(spurious)  # the last one of each encounter
    spurious &= one[visit] == np.arange(len(ids))
    spare = visits.id[visit] * _STEP + cancellations.DELETED_CODE_NUMBER
    layers += deleted((table, spare, created, received), spurious, {}, arrivals)
    return layers


def _new_to_the_encounter(chosen: Bools, visit: Ints, code: Ints, wrong: Ints) -> Bools:
    """Of the chosen rows those whose wrong code no row of their encounter has or will have."""
    at = np.flatnonzero(chosen)
    concerned = np.zeros(visit.max(initial=-1) + 1, dtype=bool)
    concerned[visit[at]] = True
    rows = np.flatnonzero(concerned[visit])
    mistakes, once = np.unique(visit[at] * _SPAN + wrong[at], return_index=True)
    is_new = ~np.isin(mistakes, visit[rows] * _SPAN + code[rows])
    found = np.zeros(len(chosen), dtype=bool)
    found[at[once[is_new]]] = True
    return found


def _children(
    rows: pa.RecordBatch, visits: Visits, arrivals: Arrivals, feed: str, batched: Bools | None
) -> tuple[Ints, Ints, Ints, Ints]:
    """Ids, position of the encounter, when created and when seen, of rows of an encounter."""
    ids, encounter = numbers(rows, rows.schema.names[0]), numbers(rows, "encounter_id")
    visit = np.searchsorted(visits.id, encounter)
    created = np.maximum(seconds(rows, "created_at"), visits.entered[visit])
    seen = created
    if batched is not None:
        arrived = arrivals.in_batches(feed, created, batched=batched[visit])
        seen = np.maximum(np.minimum(arrived, visits.following[visit]), created)
    return ids, visit, created, np.maximum(seen, visits.seen[visit])


def _corrected(
    rows: Rows, is_wrong: Bools, mended: Ints, wrong: dict[str, Ints], arrivals: Arrivals
) -> list[Layer]:
    """What is right from the start or from `mended` on, and what was wrong until then."""
    table, ids, created, received = rows
    true = Layer(
        row=np.arange(len(ids)),
        id=ids,
        updated=np.where(is_wrong, mended, created),
        received=np.where(is_wrong, np.maximum(mended, received), received),
        created=created,
        order=2,
    )
    at = np.flatnonzero(is_wrong)
    mistaken = Layer(
        row=at,
        id=ids[at],
        updated=created[at],
        received=received[at],
        values={name: pa.array(values[at]) for name, values in wrong.items()},
        created=created[at],
    )
    return [true, mistaken, arrivals.sent_twice(table, true), arrivals.sent_twice(table, mistaken)]


def _of_admission(visits: Visits) -> Bools:
    """Encounters that are the models of cancelled admissions."""
    found = np.zeros(len(visits.id), dtype=bool)
    found[visits.cancelled.model] = visits.cancelled.is_admission
    return found
