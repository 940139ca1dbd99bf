"""Claims as they were recorded, decided, decided anew, or deleted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.history import cancellations
from hospital.history.arrival import Arrivals
from hospital.history.encounters import Visits
from hospital.history.facts import Block, cents, is_any, numbers, seconds
from hospital.history.late_entry import claims_entered
from hospital.history.layers import NEVER, Layer
from hospital.history.readjudication import readjudicate
from hospital.history.spurious import deleted, of_cancelled
from hospital.simulation.columns import money, words
from hospital.simulation.randomness import Draws, Ints

_TABLE = "billing"
_STEP = 1_000  # of a claim's id
_ANEW, _AGAIN = 4, 6  # orders of the later decisions
_RESENT = 3  # first number of the claims that are sent again after a denial
_DAY_WIDTH, _NUMBER_WIDTH = 5, 16  # the parts of a claim number


def claim_layers(block: Block, visits: Visits, arrivals: Arrivals) -> list[Layer]:
    """The forms of every claim."""
    rows, draws = block[_TABLE], arrivals.draws
    ids, encounter = numbers(rows, "billing_id"), numbers(rows, "encounter_id")
    visit = np.searchsorted(visits.id, encounter)
    sent, changed = seconds(rows, "created_at"), seconds(rows, "updated_at")
    decided = ~is_any(rows, "claim_status", "Pending")
    created = np.maximum(claims_entered(draws, ids, sent), visits.entered[visit])
    known = np.where(decided, np.maximum(changed, created), NEVER)

    def seen(written: Ints) -> Ints:
        return np.maximum(arrivals.in_batches("claims", written), visits.closed_seen[visit])

    known_seen = seen(known)
    was_pending = np.flatnonzero((created < known) & (known_seen > arrivals.first))
    pending = _layer(was_pending, ids, created, created, seen(created))
    pending = replace(pending, values={**pending.values, **_undecided(len(pending.id))})
    first = _layer(np.flatnonzero(decided), ids, created, known, known_seen, order=2)
    layers = [pending, first, *_later_decisions(rows, draws, (created, known), seen)]
    layers += [arrivals.sent_twice(_TABLE, layer) for layer in layers]
    layers += _entered_in_error(rows, ids, (created, seen(created)), arrivals)
    of_visits = np.ones(len(visits.id), dtype=bool)
    of_visits[visits.cancelled.model] = ~visits.cancelled.is_admission
    copied = of_cancelled(np.flatnonzero(of_visits[visit]), ids, visit, visits, since=sent)
    layers += [_with_own_numbers(rows, layer) for layer in copied]
    return layers


def _layer(
    at: Ints, ids: Ints, created: Ints, updated: Ints, received: Ints, order: int = 0
) -> Layer:
    return Layer(
        row=at,
        id=ids[at],
        updated=updated[at],
        received=received[at],
        created=created[at],
        order=order,
    )


def _undecided(count: int) -> dict[str, pa.Array]:
    """The columns of claims that wait for their decisions."""
    nothing = pa.nulls(count)
    return {
        "claim_status": words(("Pending",), np.zeros(count, dtype=np.int64)),
        "allowed_amount": nothing,
        "paid_amount": nothing,
    }


def _with_own_numbers(rows: pa.RecordBatch, layer: Layer) -> Layer:
    """Undecided claims of their own beside those that they were modelled on."""
    number = rows.column("claim_number").take(pa.array(layer.row))
    day = pc.utf8_slice_codeunits(number, 0, _DAY_WIDTH)
    own = pc.utf8_lpad(pa.array(layer.id).cast(pa.string()), _NUMBER_WIDTH, "0")
    named = {"claim_number": pc.binary_join_element_wise(day, own, "")}
    return replace(layer, values={**layer.values, **_undecided(len(layer.id)), **named})


def _later_decisions(
    rows: pa.RecordBatch, draws: Draws, written: tuple[Ints, Ints], seen: Callable[[Ints], Ints]
) -> list[Layer]:
    ids, (created, known) = numbers(rows, "billing_id"), written
    amounts = (
        cents(rows, "claim_amount"),
        cents(rows, "allowed_amount"),
        cents(rows, "paid_amount"),
    )
    paid = is_any(rows, "claim_status", "Paid")
    anew = readjudicate(draws, ids, known, paid, amounts)
    at = np.flatnonzero(anew.is_chosen)
    status = np.where(anew.is_taken_back[at], 1, 0)
    second = _layer(at, ids, created, anew.at, seen(anew.at), order=_ANEW)
    values = {
        "claim_status": words(("Paid", "Denied"), status),
        "allowed_amount": money(anew.allowed[at]),
        "paid_amount": money(anew.paid[at]),
    }
    again = np.flatnonzero(anew.is_given_again)
    return [
        replace(second, values={**second.values, **values}),
        _layer(again, ids, created, anew.again_at, seen(anew.again_at), order=_AGAIN),
    ]


def _entered_in_error(
    rows: pa.RecordBatch, ids: Ints, written: tuple[Ints, Ints], arrivals: Arrivals
) -> list[Layer]:
    """A claim beside another one, deleted before it is decided."""
    chosen = cancellations.with_deleted_child(arrivals.draws, _TABLE, ids)
    chosen &= ids % _STEP < _RESENT
    spare = ids + cancellations.DELETED_CLAIM_NUMBER
    layers = deleted((_TABLE, spare, *written), chosen, {}, arrivals)
    return [_with_own_numbers(rows, layer) for layer in layers]
