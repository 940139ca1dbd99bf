"""Encounters and claims that are entered days after the fact."""

from __future__ import annotations

import numpy as np

from hospital.history.facts import Block, is_word
from hospital.simulation.calendar import DAY
from hospital.simulation.randomness import Bools, Draws, Ints

# Visits noted on paper: outreach clinics, computer downtime.
LATE_ENCOUNTER_SHARE = 0.02
_LATE_ENCOUNTER_DAYS = 14
_ENTRY_SECOND = 9 * 3600  # entered on a working morning
# Claims held back until a missing signature or authorisation has come.
LATE_CLAIM_SHARE = 0.02
_LATE_CLAIM_DAYS = (7, 45)


def may_be_late(block: Block, plain: Bools) -> Bools:
    """Encounters that nothing else in the record leans on: no birth, transfer or boarded stay.

    `plain` tells which of them have a principal diagnosis without a rule of its own.
    """
    rows = block["encounters"]
    stay = is_word(rows, "encounter_type", "Inpatient")
    return ~stay | (is_word(rows, "admission_source", "Physician Referral") & plain)


def entered(draws: Draws, ids: Ints, start: Ints, following: Ints, eligible: Bools) -> Ints:
    """When each encounter was entered: at its start, or on a later day.

    The patient's `following` event, when the record is opened, brings it to light at the latest.
    """
    chosen = draws.uniform("history late encounter", ids) < LATE_ENCOUNTER_SHARE
    late = np.flatnonzero(eligible & chosen)
    of, began = ids[late], start[late]
    wait = 1 + draws.integers("history late encounter days", of, _LATE_ENCOUNTER_DAYS)
    minute = draws.integers("history late encounter minute", of, 480)
    at = (began // DAY + wait) * DAY + _ENTRY_SECOND + minute * 60
    found = start.copy()
    found[late] = np.maximum(np.minimum(at, following[late]), began)
    return found


def claims_entered(draws: Draws, ids: Ints, sent: Ints) -> Ints:
    """When each claim was recorded: when it was sent, or weeks later."""
    late = np.flatnonzero(draws.uniform("history late claim", ids) < LATE_CLAIM_SHARE)
    least, most = _LATE_CLAIM_DAYS
    wait = least + draws.integers("history late claim days", ids[late], most - least)
    found = sent.copy()
    found[late] += wait * DAY
    return found
