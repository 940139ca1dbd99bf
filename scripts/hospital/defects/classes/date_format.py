"""Dates in text, spelt otherwise than by ISO 8601."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.model import Defect, Outcome, of_patients
from hospital.defects.spelling import joined, only_where, respelled

_MONTHS = pa.array(
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
)
_ISO_DATE = "^[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}$"


def _spellings(_field: str, clean: pa.Array) -> Iterable[pa.Array]:
    iso = only_where(_ISO_DATE, clean, clean)
    year, month, day = (
        pc.utf8_slice_codeunits(iso, start, stop) for start, stop in ((0, 4), (5, 7), (8, 10))
    )
    name = _MONTHS.take(pc.subtract(month.cast(pa.int64()), 1))
    return [
        joined(month, "/", day, "/", year),
        joined(year, month, day),
        joined(day, "-", name, "-", year),
    ]


DEFECT = Defect(
    order=8,
    name="date_format",
    outcome=Outcome.REPAIRED,
    description="The start of the present cover is spelt MM/DD/YYYY, YYYYMMDD or DD-Mon-YYYY.",
    rule="Each of the forms has one reading.",
    fields=of_patients("insurance_effective_date"),
    plant=respelled(_spellings),
)
