"""Gender in other codes."""

from __future__ import annotations

from hospital.defects.model import Defect, Outcome, of_patients
from hospital.defects.spelling import respelled, synonyms

DEFECT = Defect(
    order=9,
    name="gender_synonym",
    outcome=Outcome.REPAIRED,
    description="Gender is a small letter, a digit of ISO/IEC 5218 (1 male, 2 female), or W.",
    rule="The code is looked up in a list.",
    fields=of_patients("gender"),
    plant=respelled(synonyms({"F": ("f", "2", "W"), "M": ("m", "1")})),
)
