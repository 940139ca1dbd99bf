"""ZIP codes with a space or a hyphen too many."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.model import Defect, Outcome, of_patients
from hospital.defects.spelling import joined, only_where, respelled


def _spellings(_field: str, clean: pa.Array) -> Iterable[pa.Array]:
    five = only_where("^[0-9]{5}$", clean, clean)
    first, rest = pc.utf8_slice_codeunits(five, 0, 2), pc.utf8_slice_codeunits(five, 2, 5)
    return [joined(first, " ", rest), joined(five, "-"), joined(" ", five), joined(five, " ")]


DEFECT = Defect(
    order=7,
    name="postal_code_format",
    outcome=Outcome.REPAIRED,
    description="A ZIP code has a space inside or at an end, or a hyphen with nothing behind it.",
    rule="The five digits are the code.",
    fields=of_patients("postal_code"),
    plant=respelled(_spellings),
)
