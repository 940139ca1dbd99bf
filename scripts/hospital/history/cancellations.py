"""Rows entered in error and deleted days later: encounters with all their children, or children."""

from __future__ import annotations

import numpy as np

from hospital.simulation.calendar import DAY
from hospital.simulation.randomness import Bools, Draws, Ints

# A second visit on the same day, or an admission, that did not take place.
CANCELLED_ENCOUNTER_SHARE = 0.015
CANCELLED_ADMISSION_SHARE = 0.2  # of the cancelled encounters: an admission after a visit
CANCELLED_NUMBER = 5_000  # a spurious encounter has the number of its model plus this
# A diagnosis, procedure or claim entered on the wrong encounter.
DELETED_CHILD_SHARE = 0.006
DELETED_CLAIM_NUMBER = 400  # defects use the numbers from 500 on
DELETED_CODE_NUMBER = 900
_DAYS = 20
_SECOND = 15 * 3600
_UNTIL_SPURIOUS = 1_800
_SPURIOUS_SECONDS = 900
_UNTIL_ENTRY = 600


def cancelled(draws: Draws, encounter_ids: Ints) -> Bools:
    """Encounters beside which a spurious one is entered."""
    return draws.uniform("history cancelled", encounter_ids) < CANCELLED_ENCOUNTER_SHARE


def is_admission(draws: Draws, encounter_ids: Ints) -> Bools:
    """Cancelled encounters that were admissions."""
    return draws.uniform("history cancelled admission", encounter_ids) < CANCELLED_ADMISSION_SHARE


def begin(end: Ints) -> Ints:
    """When a spurious encounter is said to begin: after the end of its model."""
    return end + _UNTIL_SPURIOUS


def ended(began: Ints) -> Ints:
    """When a spurious visit is said to end."""
    return began + _SPURIOUS_SECONDS


def entered(after: Ints) -> Ints:
    """When a spurious row is entered."""
    return after + _UNTIL_ENTRY


def with_deleted_child(draws: Draws, table: str, ids: Ints) -> Bools:
    """Rows beside which a spurious one is entered."""
    return draws.uniform(f"history {table} deleted", ids) < DELETED_CHILD_SHARE


def deleted_at(draws: Draws, table: str, ids: Ints, entered_at: Ints) -> Ints:
    """When the error is found: on a later day."""
    wait = 1 + draws.integers(f"history {table} deleted days", ids, _DAYS)
    return np.asarray((entered_at // DAY + wait) * DAY + _SECOND)
