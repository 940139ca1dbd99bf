"""Outpatient visits as columns, and when a clinic sees its patients."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from hospital.simulation import model
from hospital.simulation.calendar import CLINIC, DAY, MONDAY_OFFSET, Calendar
from hospital.simulation.choices import NONE
from hospital.simulation.events import Arrivals
from hospital.simulation.randomness import Draws, Ints, Keys

PLAIN, AFTER_DISCHARGE, REPEATED, MOVED = 0, 1, 2, 3  # moved: a stay goes on in another ward


@dataclass(frozen=True)
class Visits:
    """Outpatient visits, one position each; instants in seconds."""

    person: Ints
    key: Keys
    problem: Ints
    start: Ints
    end: Ints
    reason: Ints  # PLAIN, AFTER_DISCHARGE or REPEATED (a later visit for the same injury)
    code: Ints  # principal diagnosis fixed by an earlier encounter, or NONE
    week: Ints  # of gestation at prenatal visits, else 0

    def take(self, which: Ints) -> Visits:
        """The visits at the given positions."""
        return Visits(**{f.name: getattr(self, f.name)[which] for f in fields(self)})


def on_weekday(day: Ints) -> Ints:
    """Move Saturday and Sunday to the Monday after."""
    weekday = (day + MONDAY_OFFSET) % 7
    return np.asarray(day + np.where(weekday == 5, 2, np.where(weekday == 6, 1, 0)))


def at_clinic(
    draws: Draws, calendar: Calendar, base: Arrivals, day: Ints, reason: int, code: Ints | None
) -> Visits:
    """A visit in the opening hours of each given day."""
    start = day * DAY + calendar.seconds(CLINIC, draws.uniform("hour", base.key), 900)
    minutes = model.CLINIC_MINUTES[
        draws.integers("visit length", base.key, len(model.CLINIC_MINUTES))
    ]
    none = np.full(len(day), NONE, dtype=np.int64)
    return Visits(
        base.person,
        base.key,
        base.problem,
        start,
        start + minutes * 60,
        np.full(len(day), reason, dtype=np.int64),
        none if code is None else code,
        np.zeros(len(day), dtype=np.int64),
    )
