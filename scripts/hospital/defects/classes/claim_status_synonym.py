"""States of a claim in other words."""

from __future__ import annotations

from hospital.defects.model import Defect, Outcome
from hospital.defects.spelling import respelled, synonyms

_WORDS = {
    "Paid": ("PD", "paid in full", "Settled", "Approved"),
    "Pending": ("PEND", "In Process", "Submitted", "Open"),
    "Denied": ("DENY", "Rejected", "Declined", "Refused"),
}

DEFECT = Defect(
    order=11,
    name="claim_status_synonym",
    outcome=Outcome.REPAIRED,
    description="The state of a claim is another word or abbreviation for it, such as PD.",
    rule="The word is looked up in a list.",
    fields={"billing": ("claim_status",)},
    plant=respelled(synonyms(_WORDS)),
)
