"""What a class of defects declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hospital.defects.book import Book

Fields = Mapping[str, tuple[str, ...]]  # table -> fields that the class can change there


class Outcome(StrEnum):
    """What a warehouse can do about a fault."""

    REPAIRED = "repaired"  # the original value can be told from the planted one
    MERGED = "merged"  # the extra row can be told and folded into its original
    NULLED = "nulled"  # the value is lost, the row is not
    QUARANTINED = "quarantined"  # the row must not be counted


@dataclass(frozen=True)
class Defect:
    """One class of defects; `order` decides which class keeps a row that several draw.

    `fields` names what can be changed, by table; no field stands for rows that are added.
    """

    order: int
    name: str
    outcome: Outcome
    description: str
    rule: str  # what a warehouse can do about it, in words
    fields: Fields
    plant: Callable[[Book, Defect], None]

    @property
    def is_repairable(self) -> bool:
        """Whether clean data follow from the dirty value alone."""
        return self.outcome is Outcome.REPAIRED


def of_patients(*fields: str) -> dict[str, tuple[str, ...]]:
    """The fields in the patient's current record and, alike, in every version of its log."""
    return {"patients": fields, "patient_versions": fields}
