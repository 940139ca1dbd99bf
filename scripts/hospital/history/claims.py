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
from hospital.history.facts import Block, cents, is_word, numbers, places, seconds
from hospital.history.late_entry import claims_entered
from hospital.history.layers import NEVER, Layer
from hospital.history.readjudication import is_readjudicated, readjudicate
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
    visit = places(visits.id, encounter)
    sent, changed = seconds(rows, "created_at"), seconds(rows, "updated_at")
    decided = ~is_word(rows, "claim_status", "Pending")
    created = np.maximum(claims_entered(draws, ids, sent), visits.entered[visit])
    known = np.where(decided, np.maximum(changed, created), NEVER)

    def told(at: Ints, written: Ints, order: int = 0) -> Layer:
        """The form of the claims at the positions that was written then."""
        closed = visits.closed_seen[visit[at]]
        seen = np.maximum(arrivals.in_batches("claims", written), closed)
        return Layer(at, ids[at], written, seen, {}, created[at], order)

    at = np.flatnonzero(decided)
    first = told(at, known[at], order=2)
    late = np.ones(len(ids), dtype=bool)
    late[at] = first.received > arrivals.first
    at = np.flatnonzero((created < known) & late)
    pending = told(at, created[at])
    pending = replace(pending, values=_undecided(len(at)))
    layers = [pending, first, *_later_decisions(rows, draws, known, told)]
    layers += [arrivals.sent_twice(_TABLE, layer) for layer in layers]
    layers += _entered_in_error(rows, ids, created, told, arrivals)
    of_visits = np.ones(len(visits.id), dtype=bool)
    of_visits[visits.cancelled.model] = ~visits.cancelled.is_admission
    copied = of_cancelled(np.flatnonzero(of_visits[visit]), ids, visit, visits, since=sent)
    layers += [_with_own_numbers(rows, layer) for layer in copied]
    return layers


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
    rows: pa.RecordBatch, draws: Draws, known: Ints, told: Callable[[Ints, Ints, int], Layer]
) -> list[Layer]:
    ids, paid = numbers(rows, "billing_id"), is_word(rows, "claim_status", "Paid")
    at = np.flatnonzero(paid & is_readjudicated(draws, ids))
    amounts = (
        cents(rows, "claim_amount")[at],
        cents(rows, "allowed_amount")[at],
        cents(rows, "paid_amount")[at],
    )
    anew = readjudicate(draws, ids[at], known[at], amounts)
    values = {
        "claim_status": words(("Paid", "Denied"), anew.is_taken_back.astype(np.int64)),
        "allowed_amount": money(anew.allowed),
        "paid_amount": money(anew.paid),
    }
    again = anew.is_given_again
    return [
        replace(told(at, anew.at, _ANEW), values=values),
        told(at[again], anew.again_at[again], _AGAIN),
    ]


def _entered_in_error(
    rows: pa.RecordBatch,
    ids: Ints,
    created: Ints,
    told: Callable[[Ints, Ints], Layer],
    arrivals: Arrivals,
) -> list[Layer]:
    """A claim beside another one, deleted before it is decided."""
    chosen = cancellations.with_deleted_child(arrivals.draws, _TABLE, ids)
    at = np.flatnonzero(chosen & (ids % _STEP < _RESENT))
    spare = ids[at] + cancellations.DELETED_CLAIM_NUMBER
    models = told(at, created[at])
    layers = deleted(_TABLE, replace(models, id=spare), {}, arrivals)
    return [_with_own_numbers(rows, layer) for layer in layers]
