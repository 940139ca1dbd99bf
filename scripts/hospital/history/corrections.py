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
CORRECTED_SEQUENCE_SHARE = 0.015
_REVIEW_DAYS = 30
_REVIEW_SECOND = 14 * 3600
# Chapters and categories with rules between codes (age, sex, sequence, pairs), which a wrong code
# would break: pregnancy, newborns, factors, causes, injuries, sepsis, diabetes, hypertension ...
_RULED = (
    *("O", "P", "R", "S", "T", "V", "W", "X", "Y", "Z"),
    *("A40", "A41", "C", "E10", "E11", "E66", "G30", "H25", "I10", "I11", "I12", "I13", "I50"),
    *("J44", "J45", "N18", "N40"),
)
_EVALUATION = "992"  # levels of one kind of visit differ in the last digit


@dataclass(frozen=True)
class Neighbours:
    """Codes that are taken for one another; positions are ids less one, -1 stands for none."""

    diagnosis: Ints
    procedure: Ints
    is_plain: Bools  # [diagnosis] free of rules


def neighbours(catalog: Catalog) -> Neighbours:
    """The next code of the same category, where wrong codes do no more harm than that."""
    codes = catalog.diagnosis_codes
    plain = [not code.startswith(_RULED) for code in codes]
    dated = {new for new, _, _ in catalog.successions} | {old for *_, old in catalog.successions}
    return Neighbours(
        _next_alike(
            [c[:3] if p and n not in dated else "" for n, (c, p) in _numbered(codes, plain)]
        ),
        _next_alike([c[:4] if c.startswith(_EVALUATION) else "" for c in catalog.procedure_codes]),
        np.array(plain),
    )


def _numbered(codes: tuple[str, ...], plain: list[bool]) -> enumerate[tuple[str, bool]]:
    return enumerate(zip(codes, plain, strict=True))


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
