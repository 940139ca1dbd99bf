"""Diagnosis codes as claims carry them: without the dot."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from hospital.defects.model import Defect, Outcome
from hospital.defects.spelling import respelled


def _spellings(_field: str, clean: pa.Array) -> Iterable[pa.Array]:
    return [pc.replace_substring(clean, ".", "")]


DEFECT = Defect(
    order=5,
    name="icd_without_dot",
    outcome=Outcome.REPAIRED,
    description="A diagnosis code lacks its dot.",
    rule="The dot stands after the third character.",
    fields={"diagnoses": ("icd10_code",)},
    plant=respelled(_spellings),
)
