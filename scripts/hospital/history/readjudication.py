"""Paid claims that the payer decides anew weeks later."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hospital.simulation.calendar import DAY
from hospital.simulation.randomness import Bools, Draws, Ints

# Audits of paid claims: money is taken back (and sometimes given again), or the amount changes.
READJUDICATED_SHARE = 0.008
_TAKEN_BACK, _GIVEN_AGAIN = 0.30, 0.55  # cumulative shares; the rest changes its amount
_FIRST_WAIT = (14, 75)
_SECOND_WAIT = (10, 30)
_LEAST_RATIO, _RATIO_SPAN = 0.75, 0.35  # of the amount allowed before


@dataclass(frozen=True)
class Readjudication:
    """The second decisions of claims, and the third where the money is given again.

    Instants in seconds; amounts in cents.
    """

    at: Ints
    is_taken_back: Bools
    allowed: Ints
    paid: Ints
    is_given_again: Bools
    again_at: Ints


def is_readjudicated(draws: Draws, ids: Ints) -> Bools:
    """Claims that are decided anew, if they were paid."""
    return draws.uniform("history readjudicated", ids) < READJUDICATED_SHARE


def readjudicate(
    draws: Draws, ids: Ints, decided: Ints, amounts: tuple[Ints, Ints, Ints]
) -> Readjudication:
    """Decide anew; `amounts` are what was charged, allowed and paid at first."""
    charged, allowed, paid = amounts
    kind = draws.uniform("history readjudicated how", ids)
    at = decided + _wait(draws, "history readjudicated days", ids, _FIRST_WAIT)
    again_at = at + _wait(draws, "history given again days", ids, _SECOND_WAIT)
    taken = kind < _GIVEN_AGAIN
    ratio = _LEAST_RATIO + _RATIO_SPAN * draws.uniform("history readjudicated ratio", ids)
    new = np.minimum((allowed * ratio).astype(np.int64), charged)
    new_paid = np.minimum((paid * ratio).astype(np.int64), new)
    return Readjudication(
        at=at,
        is_taken_back=taken,
        allowed=np.where(taken, 0, new),
        paid=np.where(taken, 0, new_paid),
        is_given_again=taken & (kind >= _TAKEN_BACK),
        again_at=again_at,
    )


def _wait(draws: Draws, stream: str, ids: Ints, days: tuple[int, int]) -> Ints:
    return (days[0] + draws.integers(stream, ids, days[1] - days[0])) * DAY
