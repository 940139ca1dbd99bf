"""Dates of birth before 1900, after the registration, or in the future."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.book import Book
from hospital.defects.model import Defect, Outcome, of_patients
from hospital.simulation.randomness import Ints

_CENTURY_DAYS = 36_525
_EPOCH = date(1970, 1, 1)
_DAY_1900 = (date(1900, 1, 1) - _EPOCH).days
_DAYS_AFTER_REGISTRATION = 900


def _days(values: pa.Array) -> Ints:
    """Days since 1970."""
    return np.asarray(values.cast(pa.date32()).cast(pa.int32())).astype(np.int64)


def _plant(book: Book, defect: Defect) -> None:
    patients, versions = book.of("patients"), book.of("patient_versions")
    if patients is None or versions is None:
        return
    rows = book.draw(defect, patients)
    born = _days(patients.values("date_of_birth", rows))
    registered = _days(patients.values("created_at", rows))
    kind = (book.uniform(defect, patients, rows, "kind") * 3).astype(np.int64)
    amount = book.uniform(defect, patients, rows, "amount")
    centuries = 1 + (amount * 2).astype(np.int64)
    back = np.maximum(centuries, (born - _DAY_1900) // _CENTURY_DAYS + 1)
    as_of = (book.as_of - _EPOCH).days
    # two lead beyond every as-of date that a patient lives to see
    ahead = np.maximum(2, (as_of - born) // _CENTURY_DAYS + 1)
    after = registered + 1 + (amount * _DAYS_AFTER_REGISTRATION).astype(np.int64)
    choices = (born - back * _CENTURY_DAYS, after, born + ahead * _CENTURY_DAYS)
    planted = pa.array(np.choose(kind, choices).astype(np.int32)).cast(pa.date32())
    patients.change(defect, "date_of_birth", rows, planted)
    logged = book.draw(defect, versions)  # those of the same patients
    ids = pa.array(patients.ids[rows])
    at = pc.index_in(versions.values("patient_id", logged), ids)
    versions.change(defect, "date_of_birth", logged, planted.take(at))


DEFECT = Defect(
    order=16,
    name="impossible_birth_date",
    outcome=Outcome.NULLED,
    description="A patient was born before 1900, after the registration, or in the future.",
    rule="The date is lost, the patient is not.",
    fields=of_patients("date_of_birth"),
    plant=_plant,
)
