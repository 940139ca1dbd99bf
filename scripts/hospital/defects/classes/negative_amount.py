"""Charges below zero."""

from __future__ import annotations

from hospital.defects.amounts import cents
from hospital.defects.book import Book
from hospital.defects.model import Defect, Outcome
from hospital.simulation.columns import money


def _plant(book: Book, defect: Defect) -> None:
    claims = book.of("billing")
    if claims is None:
        return
    rows = book.draw(defect, claims)
    charged = cents(claims.values("claim_amount", rows))
    rows, charged = rows[charged > 0], charged[charged > 0]
    claims.change(defect, "claim_amount", rows, money(-charged))


DEFECT = Defect(
    order=17,
    name="negative_amount",
    outcome=Outcome.QUARANTINED,
    description="The charge of a claim is negative.",
    rule="The claim is kept out.",
    fields={"billing": ("claim_amount",)},
    plant=_plant,
)
