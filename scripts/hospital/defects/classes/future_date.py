"""Dates a century or two ahead, as a mistyped year gives them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.book import Book
from hospital.defects.model import Defect, Outcome
from hospital.defects.sheet import Sheet
from hospital.simulation.randomness import Ints

_CENTURY_DAYS = 36_525
_MICROSECONDS_A_DAY = 86_400_000_000
_EPOCH = date(1970, 1, 1)


def _days(values: pa.Array) -> Ints:
    """Days since 1970."""
    return np.asarray(values.cast(pa.timestamp("us")).cast(pa.date32()).cast(pa.int32()))


def _later(values: pa.Array, days: Ints) -> pa.Array:
    """Dates or instants so many days later; null stays null."""
    if pa.types.is_date32(values.type):
        whole, step = pa.int32(), 1
    else:
        whole, step = pa.int64(), _MICROSECONDS_A_DAY
    shift = pa.array(days * step).cast(whole)
    return pc.add(values.cast(whole), shift).cast(values.type)


def _centuries(book: Book, defect: Defect, sheet: Sheet, rows: Ints, first: pa.Array) -> Ints:
    """Days of one or two centuries, or of as many as lead beyond the as-of date."""
    drawn = 1 + (book.uniform(defect, sheet, rows, "centuries") * 2).astype(np.int64)
    left = (book.as_of - _EPOCH).days - _days(first).astype(np.int64)
    return np.asarray(np.maximum(drawn, left // _CENTURY_DAYS + 1) * _CENTURY_DAYS)


def _plant(book: Book, defect: Defect) -> None:
    for sheet, fields in book.targets(defect):
        rows = book.draw(defect, sheet)
        dated = np.flatnonzero(sheet.values(fields[0], rows).is_valid().to_numpy(False))
        rows = rows[dated]
        days = _centuries(book, defect, sheet, rows, sheet.values(fields[0], rows))
        for name in fields:
            clean = sheet.values(name, rows)
            given = clean.is_valid()
            here = given.to_numpy(zero_copy_only=False)
            sheet.change(defect, name, rows[here], _later(clean, days).filter(given))


DEFECT = Defect(
    order=15,
    name="future_date",
    outcome=Outcome.QUARANTINED,
    description="An encounter or a claim is dated a century or two ahead.",
    rule="What is dated after the as-of date is kept out, with all that belongs to it.",
    fields={"encounters": ("encounter_date", "discharge_date"), "billing": ("claim_date",)},
    plant=_plant,
)
