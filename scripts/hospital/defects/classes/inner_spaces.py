"""Spaces inside a code, and doubled spaces between words."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.model import Defect, Outcome, of_patients
from hospital.defects.spelling import respelled

_CODES = ("icd10_code", "cpt_code")
_SPACE_AFTER = (1, 2, 3)  # characters of the code


def _spellings(field: str, clean: pa.Array) -> Iterable[pa.Array]:
    if field not in _CODES:
        return [pc.replace_substring(clean, " ", "  ")]
    return [
        pc.replace_substring_regex(clean, f"^(.{{{count}}})(.)", r"\1 \2") for count in _SPACE_AFTER
    ]


DEFECT = Defect(
    order=3,
    name="inner_spaces",
    outcome=Outcome.REPAIRED,
    description="A space stands inside a code, or two between the words of a city's name.",
    rule="Codes lose every space; between words one space stays.",
    fields={
        **of_patients("city"),
        "diagnoses": ("icd10_code",),
        "procedures": ("cpt_code",),
    },
    plant=respelled(_spellings),
)
