"""Space before or after a text."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from hospital.defects.model import Defect, Outcome, of_patients
from hospital.defects.spelling import joined, respelled

_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_PADS = ((" ", ""), ("", " "), ("", "\t"), (_NO_BREAK_SPACE, ""))


def _spellings(_field: str, clean: pa.Array) -> Iterable[pa.Array]:
    return [joined(before, clean, after) for before, after in _PADS]


DEFECT = Defect(
    order=2,
    name="padding",
    outcome=Outcome.REPAIRED,
    description="A space, a tab or a no-break space stands before or after a text.",
    rule="Space at the ends goes.",
    fields={
        **of_patients("first_name", "last_name", "mrn", "city"),
        "diagnoses": ("icd10_code",),
        "procedures": ("cpt_code",),
        "encounters": ("encounter_type",),
        "billing": ("claim_status",),
    },
    plant=respelled(_spellings),
)
