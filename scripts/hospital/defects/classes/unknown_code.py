"""Codes that do not exist, and encounters coded with them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from hospital.defects.book import Book
from hospital.defects.model import Defect, Outcome
from hospital.schema.arrow import arrow_schema
from hospital.schema.tables import BY_NAME

FIRST_ID = 900_001  # far above the codes in use
# No repair of letter case, space, look-alikes, dot or leading zeros makes a code of these.
_CODES = {
    "diagnoses": ("ZZZ", "999.99", "UNKNOWN", "N/A", "?????"),
    "procedures": ("?????", "XXXXX", "992133", "N/A", "UNKNOWN"),
}
_LINKS = {
    "diagnoses": ("encounter_diagnoses", "diagnosis_id"),
    "procedures": ("encounter_procedures", "procedure_id"),
}


def _plant(book: Book, defect: Defect) -> None:
    for table, codes in _CODES.items():
        reference = book.of(table)
        if reference is not None and book.rate > 0:
            ids = pa.array(range(FIRST_ID, FIRST_ID + len(codes)), pa.int32())
            labels = pa.array(["Unknown code"] * len(codes))
            schema = arrow_schema(BY_NAME[table])
            rows = pa.RecordBatch.from_arrays([ids, pa.array(codes), labels], schema=schema)
            reference.add(defect, rows)
        link, field = _LINKS[table]
        links = book.of(link)
        if links is not None:
            rows = book.draw(defect, links)
            number = (book.uniform(defect, links, rows, "code") * len(codes)).astype(np.int64)
            links.change(defect, field, rows, pa.array(FIRST_ID + number))


DEFECT = Defect(
    order=20,
    name="unknown_code",
    outcome=Outcome.QUARANTINED,
    description="The lists of codes hold some that do not exist, and encounters are coded so.",
    rule="The codes and what is coded with them are kept out; the encounter is not.",
    fields={
        "diagnoses": (),
        "procedures": (),
        "encounter_diagnoses": ("diagnosis_id",),
        "encounter_procedures": ("procedure_id",),
    },
    plant=_plant,
)
