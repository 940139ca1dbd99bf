"""Amounts that no hospital charges."""

from __future__ import annotations

import numpy as np

from hospital.defects.amounts import cents
from hospital.defects.book import Book
from hospital.defects.model import Defect, Outcome
from hospital.simulation.columns import money
from hospital.simulation.randomness import Ints

ABSURD_CENTS = 1_000_000_000  # 10 million dollars
_USUAL_FACTOR = 10_000
_TOO_LARGE_CENTS = 10**12  # decimal(12,2)


def _factor(charged: Ints) -> Ints:
    """10,000, or the power of ten that leads into ten to a hundred million dollars."""
    missing = ABSURD_CENTS // np.maximum(charged, 1)
    digits = np.searchsorted(10 ** np.arange(10), missing, side="right")
    usual = charged * _USUAL_FACTOR
    fits = (usual > ABSURD_CENTS) & (usual < _TOO_LARGE_CENTS)
    return np.asarray(np.where(fits, _USUAL_FACTOR, 10**digits))


def _plant(book: Book, defect: Defect) -> None:
    claims = book.of("billing")
    if claims is None:
        return
    rows = book.draw(defect, claims)
    charged = cents(claims.values("claim_amount", rows))
    factor = _factor(charged)
    can_be = (charged > 0) & (charged * factor < _TOO_LARGE_CENTS)
    rows, factor = rows[can_be], factor[can_be]
    for name in defect.fields["billing"]:
        amounts = cents(claims.values(name, rows))  # 0 where there is none
        paid = amounts != 0
        claims.change(defect, name, rows[paid], money(amounts[paid] * factor[paid]))


DEFECT = Defect(
    order=18,
    name="absurd_amount",
    outcome=Outcome.QUARANTINED,
    description="All amounts of a claim are too high by a power of ten: above 10 million dollars.",
    rule="A claim above 10 million dollars is kept out.",
    fields={"billing": ("claim_amount", "allowed_amount", "paid_amount")},
    plant=_plant,
)
