"""Diagnoses and procedures that stand with another code or sequence until they are corrected."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hospital.simulation.calendar import DAY
from hospital.simulation.catalog import Catalog
from hospital.simulation.randomness import Bools, Draws, Ints

# The coder's review finds a neighbouring code of the same category.
CORRECTED_CODE_SHARE = 0.02
# The review finds that another diagnosis led to the encounter: first and second change places.
CORRECTED_SEQUENCE_SHARE = 0.03
_REVIEW_DAYS = 30
_REVIEW_SECOND = 14 * 3600
# Chapters and categories whose codes are ruled by age, sex, sequence or each other: an encounter
# with such a principal diagnosis is no model for a mistake.
_RULED = (
    *("O", "P", "R", "S", "T", "V", "W", "X", "Y", "Z"),
    *("A40", "A41", "C", "E10", "E11", "E66", "G30", "H25", "I10", "I11", "I12", "I13", "I50"),
    *("J44", "J45", "N18", "N40"),
)
# Common categories of which one code does as well as another.
_CONFUSED = ("D50", "E78", "F41", "F43", "I48", "J02", "K21", "M54", "N30")
# Levels of one kind of visit differ in the last digit.
_LEVELS = ("9920", "9921", "9928")
_NO_LEVEL = "99211"  # a nurse's visit
_REPEATABLE = ("7", "8")  # imaging and laboratory


@dataclass(frozen=True)
class Neighbours:
    """Codes that are taken for one another; positions are ids less one, -1 stands for none."""

    diagnosis: Ints
    procedure: Ints
    is_plain: Bools  # [diagnosis] free of rules
    is_repeatable: Bools  # [procedure] may be done twice in an encounter


def neighbours(catalog: Catalog) -> Neighbours:
    """The next code of the same kind, where a wrong code does no more harm than that."""
    dated = {new for new, _, _ in catalog.successions} | {old for *_, old in catalog.successions}
    categories = [
        code[:3] if code.startswith(_CONFUSED) and number not in dated else ""
        for number, code in enumerate(catalog.diagnosis_codes)
    ]
    levels = [
        code[:4] if code.startswith(_LEVELS) and code != _NO_LEVEL else ""
        for code in catalog.procedure_codes
    ]
    return Neighbours(
        _next_alike(categories),
        _next_alike(levels),
        np.array([not code.startswith(_RULED) for code in catalog.diagnosis_codes]),
        np.array([code.startswith(_REPEATABLE) for code in catalog.procedure_codes]),
    )


def _next_alike(groups: list[str]) -> Ints:
    """For each position the next one of the same group, the last one's is the first; or -1."""
    found = np.full(len(groups), -1, dtype=np.int64)
    for name in set(groups) - {""}:
        members = [position for position, group in enumerate(groups) if group == name]
        if len(members) > 1:
            found[members] = np.roll(members, -1)
    return found


def corrected_at(draws: Draws, table: str, ids: Ints, created: Ints) -> Ints:
    """When the review mends a row: on a later day."""
    wait = 1 + draws.integers(f"history {table} review days", ids, _REVIEW_DAYS)
    return np.asarray((created // DAY + wait) * DAY + _REVIEW_SECOND)


def miscoded(draws: Draws, table: str, ids: Ints) -> Bools:
    """Rows that stand with a wrong code at first, if it has a neighbour."""
    return draws.uniform(f"history {table} miscoded", ids) < CORRECTED_CODE_SHARE


def misordered(draws: Draws, encounter_ids: Ints) -> Bools:
    """Encounters whose first two diagnoses have changed places at first."""
    return draws.uniform("history misordered", encounter_ids) < CORRECTED_SEQUENCE_SHARE
