"""Changes of a record that are entered days after the date from which they hold."""

from __future__ import annotations

import numpy as np

from hospital.simulation.calendar import DAY
from hospital.simulation.randomness import Bools, Draws, Ints

# A move or a new payer is told at the next contact, a change of department after the paperwork.
BACKDATED_SHARE = {"patients": 0.06, "providers": 0.25}
_DAYS = {"patients": (2, 40), "providers": (1, 6)}


def entered(draws: Draws, table: str, ids: Ints, since: Ints, following: Ints, free: Bools) -> Ints:
    """When the change that holds `since` was entered; at the latest with the `following` one.

    `free` names the changes that may be dated back.
    """
    late = free & (draws.uniform(f"history {table} backdated", ids) < BACKDATED_SHARE[table])
    least, most = _DAYS[table]
    wait = least + draws.integers(f"history {table} backdated days", ids, most - least)
    return np.where(late, np.minimum(since + wait * DAY, following), since)
