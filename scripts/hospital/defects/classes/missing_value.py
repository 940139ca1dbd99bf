"""Nothing where the clean data have a value."""

from __future__ import annotations

import pyarrow as pa

from hospital.defects.book import Book
from hospital.defects.model import Defect, Outcome, of_patients
from hospital.defects.spelling import Options, choose, draw


def _plant(book: Book, defect: Defect) -> None:
    for drawn, fields in draw(book, defect):
        options = []
        for name in fields:
            clean = drawn.values(name)
            given = clean.is_valid().to_numpy(zero_copy_only=False)
            options.append(Options(name, pa.nulls(len(clean), clean.type), given[None, :]))
        choose(book, defect, drawn, options)


DEFECT = Defect(
    order=21,
    name="missing_value",
    outcome=Outcome.NULLED,
    description="Gender, ZIP code, telephone number, payer, provider or department is missing.",
    rule="The row counts, with the unknown member.",
    fields={
        **of_patients("gender", "postal_code", "phone"),
        "encounters": ("provider_id", "department_id"),
        "billing": ("payer_id",),
    },
    plant=_plant,
)
