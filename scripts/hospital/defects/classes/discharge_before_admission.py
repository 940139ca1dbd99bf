"""Admission and discharge swapped."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from hospital.defects.book import Book
from hospital.defects.model import Defect, Outcome


def _plant(book: Book, defect: Defect) -> None:
    encounters = book.of("encounters")
    if encounters is None:
        return
    rows = book.draw(defect, encounters)
    start = encounters.values("encounter_date", rows)
    end = encounters.values("discharge_date", rows)
    lasted = pc.fill_null(pc.greater(end, start), False)  # an open one will be swapped once closed
    rows = rows[np.asarray(lasted.to_numpy(zero_copy_only=False))]
    encounters.change(defect, "encounter_date", rows, end.filter(lasted))
    encounters.change(defect, "discharge_date", rows, start.filter(lasted))


DEFECT = Defect(
    order=14,
    name="discharge_before_admission",
    outcome=Outcome.QUARANTINED,
    description="The start and the end of an encounter are swapped.",
    rule="An encounter that ends before it starts is kept out, with all that belongs to it.",
    fields={"encounters": ("encounter_date", "discharge_date")},
    plant=_plant,
)
