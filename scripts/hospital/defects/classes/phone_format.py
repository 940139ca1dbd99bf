"""Telephone numbers in other forms."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.model import Defect, Outcome, of_patients
from hospital.defects.spelling import joined, only_where, respelled

_NATIONAL_NUMBER = "^[2-9][0-9]{9}$"  # no area code begins with 0 or 1


def _spellings(_field: str, clean: pa.Array) -> Iterable[pa.Array]:
    digits = pc.replace_substring_regex(clean, "[^0-9]", "")
    digits = only_where(_NATIONAL_NUMBER, digits, digits)
    area, exchange, line = (
        pc.utf8_slice_codeunits(digits, start, stop) for start, stop in ((0, 3), (3, 6), (6, 10))
    )
    return [
        joined("(", area, ") ", exchange, "-", line),
        joined(area, ".", exchange, ".", line),
        joined(area, "-", exchange, "-", line),
        joined("+1 ", area, " ", exchange, " ", line),
        joined("1-", area, "-", exchange, "-", line, " x12"),
    ]


DEFECT = Defect(
    order=6,
    name="phone_format",
    outcome=Outcome.REPAIRED,
    description="A telephone number is written with dots, hyphens or spaces, with the country "
    "code, or with an extension.",
    rule="The ten digits without country code and extension are the number.",
    fields=of_patients("phone"),
    plant=respelled(_spellings),
)
