"""Encounter types in other words."""

from __future__ import annotations

from hospital.defects.model import Defect, Outcome
from hospital.defects.spelling import respelled, synonyms

_WORDS = {
    "Outpatient": ("OP", "Ambulatory", "Office Visit", "AMB", "Clinic"),
    "Inpatient": ("IP", "INPT", "Hospitalization", "Admission"),
    "ER": ("ED", "Emergency", "Emergency Room", "EMER"),
}

DEFECT = Defect(
    order=10,
    name="encounter_type_synonym",
    outcome=Outcome.REPAIRED,
    description="The type of an encounter is another word or abbreviation for it, such as IP.",
    rule="The word is looked up in a list.",
    fields={"encounters": ("encounter_type",)},
    plant=respelled(synonyms(_WORDS)),
)
