"""Diagnoses and procedures as they were first coded, then corrected, or deleted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from hospital.history import cancellations, corrections
from hospital.history.arrival import Arrivals
from hospital.history.corrections import Neighbours
from hospital.history.encounters import Visits
from hospital.history.facts import Block, is_word, numbers, places, seconds
from hospital.history.layers import Layer
from hospital.history.spurious import deleted, of_cancelled
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
    plain = neighbours.is_plain[code - 1]

    leading = sequence <= 2
    both = np.bincount(visit[plain & leading], minlength=len(visits.id)) == 2
    swapped = (both & corrections.misordered(draws, visits.id))[visit] & leading
    wrong = neighbours.diagnosis[code - 1] + 1
    miscoded = np.flatnonzero((wrong > 0) & ~swapped)
    miscoded = miscoded[corrections.miscoded(draws, table, ids[miscoded])]
    miscoded = _new_to_the_encounter(miscoded, visit, code, wrong)

    is_wrong = swapped.copy()
    is_wrong[miscoded] = True
    at = np.flatnonzero(is_wrong)
    is_swap = swapped[at]
    mended_with = np.where(is_swap, visits.id[visit[at]], ids[at])
    told = Layer(np.arange(len(ids)), ids, created, received, created=created)
    layers = _corrected(
        table,
        told,
        at,
        corrections.corrected_at(draws, table, mended_with, created[at]),
        {
            "diagnosis_id": np.where(is_swap, code[at], wrong[at]),
            "diagnosis_sequence": np.where(is_swap, 3 - sequence[at], sequence[at]),
        },
        arrivals,
    )
    copied = np.flatnonzero((sequence == 1) | ~_of_admission(visits)[visit])
    layers += of_cancelled(copied, ids, visit, visits)

    # one diagnosis too many, after the others
    spurious = np.flatnonzero((sequence == 1) & (wrong > 0))
    spurious = spurious[cancellations.with_deleted_child(draws, table, ids[spurious])]
    spurious = _new_to_the_encounter(spurious, visit, code, wrong)
    taken = np.zeros(len(visits.id), dtype=bool)
    taken[visit[miscoded]] = True  # whose wrong code might be this one
    spurious = spurious[~taken[visit[spurious]]]
    last = np.bincount(visit, minlength=len(visits.id))[visit[spurious]]
    values = {
        "diagnosis_id": pa.array(wrong[spurious]),
        "diagnosis_sequence": pa.array(last + 1),
    }
    layers += deleted(table, _beside(told.take(spurious), visits, visit), values, arrivals)
    return layers


def procedure_layers(
    block: Block, visits: Visits, neighbours: Neighbours, arrivals: Arrivals
) -> list[Layer]:
    """The forms of the procedures of encounters."""
    table = "encounter_procedures"
    rows, draws = block[table], arrivals.draws
    ambulatory = ~is_word(block["encounters"], "encounter_type", "Inpatient")
    ids, visit, created, received = _children(rows, visits, arrivals, "procedures", ambulatory)
    code = numbers(rows, "procedure_id")
    wrong = neighbours.procedure[code - 1] + 1
    at = np.flatnonzero(wrong > 0)
    at = at[corrections.miscoded(draws, table, ids[at])]
    mended = corrections.corrected_at(draws, table, ids[at], created[at])
    told = Layer(np.arange(len(ids)), ids, created, received, created=created)
    layers = _corrected(table, told, at, mended, {"procedure_id": wrong[at]}, arrivals)
    layers += of_cancelled(np.flatnonzero(~_of_admission(visits)[visit]), ids, visit, visits)
    spurious = np.flatnonzero(neighbours.is_repeatable[code - 1] & ambulatory[visit])
    spurious = spurious[cancellations.with_deleted_child(draws, table, ids[spurious])]
    one = np.zeros(len(visits.id), dtype=np.int64)
    one[visit[spurious]] = spurious  # the last one of each encounter
    spurious = spurious[one[visit[spurious]] == spurious]
    layers += deleted(table, _beside(told.take(spurious), visits, visit), {}, arrivals)
    return layers


def _beside(models: Layer, visits: Visits, visit: Ints) -> Layer:
    """The same with ids of their own."""
    spare = visits.id[visit[models.row]] * _STEP + cancellations.DELETED_CODE_NUMBER
    return replace(models, id=spare)


def _new_to_the_encounter(at: Ints, visit: Ints, code: Ints, wrong: Ints) -> Ints:
    """Of the rows `at` those whose wrong code no row of their encounter has or will have."""
    concerned = np.zeros(visit.max(initial=-1) + 1, dtype=bool)
    concerned[visit[at]] = True
    rows = np.flatnonzero(concerned[visit])
    mistakes, once = np.unique(visit[at] * _SPAN + wrong[at], return_index=True)
    is_new = ~np.isin(mistakes, visit[rows] * _SPAN + code[rows])
    return np.sort(at[once[is_new]])


def _children(
    rows: pa.RecordBatch, visits: Visits, arrivals: Arrivals, feed: str, batched: Bools | None
) -> tuple[Ints, Ints, Ints, Ints]:
    """Ids, position of the encounter, when created and when seen, of rows of an encounter."""
    ids, encounter = numbers(rows, rows.schema.names[0]), numbers(rows, "encounter_id")
    visit = places(visits.id, encounter)
    created = np.maximum(seconds(rows, "created_at"), visits.entered[visit])
    seen = created
    if batched is not None:
        arrived = arrivals.in_batches(feed, created, batched=batched[visit])
        seen = np.maximum(np.minimum(arrived, visits.following[visit]), created)
    return ids, visit, created, np.maximum(seen, visits.seen[visit])


def _corrected(
    table: str, told: Layer, at: Ints, mended: Ints, wrong: dict[str, Ints], arrivals: Arrivals
) -> list[Layer]:
    """What is right as it was `told`, but at some positions only once it is `mended`."""
    mistaken = replace(
        told.take(at), values={name: pa.array(values) for name, values in wrong.items()}
    )
    updated, received = told.updated.copy(), told.received.copy()
    updated[at] = mended
    received[at] = np.maximum(mended, mistaken.received)
    true = replace(told, updated=updated, received=received, order=2)
    return [true, mistaken, arrivals.sent_twice(table, true), arrivals.sent_twice(table, mistaken)]


def _of_admission(visits: Visits) -> Bools:
    """Encounters that are the models of cancelled admissions."""
    found = np.zeros(len(visits.id), dtype=bool)
    found[visits.cancelled.model] = visits.cancelled.is_admission
    return found
