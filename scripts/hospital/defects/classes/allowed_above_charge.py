"""More allowed than charged."""

from __future__ import annotations

import numpy as np

from hospital.defects.amounts import cents
from hospital.defects.book import Book
from hospital.defects.model import Defect, Outcome
from hospital.simulation.columns import money


def _plant(book: Book, defect: Defect) -> None:
    claims = book.of("billing")
    if claims is None:
        return
    rows = book.draw(defect, claims)
    decided = claims.values("allowed_amount", rows).is_valid().to_numpy(zero_copy_only=False)
    rows = rows[decided]  # a pending claim will have the fault once it is decided
    charged = cents(claims.values("claim_amount", rows))
    excess = 1 + (charged * book.uniform(defect, claims, rows, "excess")).astype(np.int64)
    claims.change(defect, "allowed_amount", rows, money(charged + excess))


DEFECT = Defect(
    order=19,
    name="allowed_above_charge",
    outcome=Outcome.QUARANTINED,
    description="The payer allowed more than was charged, up to twice as much.",
    rule="The claim is kept out.",
    fields={"billing": ("allowed_amount",)},
    plant=_plant,
)
