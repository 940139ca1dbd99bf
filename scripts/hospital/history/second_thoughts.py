"""Changes of a record that are taken back: two in one day, or a rename and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hospital.simulation.calendar import DAY, YEAR_DAYS
from hospital.simulation.randomness import Draws, Ints

# A clerk enters first and last name the wrong way round, and is told so the same day.
SWAPPED_PER_YEAR = {"patients": 0.004, "providers": 0.02}
# A new name after a marriage that does not last, or is not used at work.
RENAMED_PER_YEAR = {"patients": 0.004, "providers": 0.03}
# The form with the new name lies in another office until after it has been withdrawn.
OVERTAKEN_SHARE = 0.5
_OVERTAKEN_DAYS = 6
_OFFICE_SECOND, _OFFICE_MINUTES = 9 * 3600, 420
_SWAP_HOURS = 5
_RENAME_DAYS = (5, 60)
FIRST_NUMBER = 500  # spurious versions have numbers from here on, ten a year
_YEARS = 49


@dataclass(frozen=True)
class SecondThoughts:
    """Changes that are made and taken back, one each; `entity` is a position."""

    entity: Ints
    number: Ints  # of the version made; the next number takes it back
    is_swap: Ints  # 1 the names change places, 0 a new last name
    made_at: Ints
    undone_at: Ints
    arrives_at: Ints  # the change made; after it was taken back where it was overtaken


def second_thoughts(draws: Draws, table: str, ids: Ints, start: int, until: int) -> SecondThoughts:
    """Those made in the years from `start` that begin before `until`, instants in seconds."""
    years = min((until - start) // (YEAR_DAYS * DAY) + 1, _YEARS)
    year = np.arange(years, dtype=np.int64)
    uniform = draws.uniform(f"history {table} second thoughts", ids[:, None], year)
    swap, rename = SWAPPED_PER_YEAR[table], RENAMED_PER_YEAR[table]
    entity, at = np.nonzero(uniform < swap + rename)
    chosen, which = ids[entity], year[at]
    day = which * YEAR_DAYS + draws.integers(f"history {table} day", chosen, YEAR_DAYS, which)
    minute = draws.integers(f"history {table} minute", chosen, _OFFICE_MINUTES, which)
    made = start + day * DAY + _OFFICE_SECOND + minute * 60
    is_swap = (uniform[entity, at] < swap).astype(np.int64)
    hours = 1 + draws.integers(f"history {table} hours", chosen, _SWAP_HOURS, which)
    least, most = _RENAME_DAYS
    days = least + draws.integers(f"history {table} days", chosen, most - least, which)
    undone = made + np.where(is_swap > 0, hours * 3600, days * DAY)
    overtaken = draws.uniform(f"history {table} overtaken", chosen, which) < OVERTAKEN_SHARE
    wait = 1 + draws.integers(f"history {table} overtaken days", chosen, _OVERTAKEN_DAYS, which)
    return SecondThoughts(
        entity=entity,
        number=FIRST_NUMBER + which * 10 + 2 * (1 - is_swap),
        is_swap=is_swap,
        made_at=made,
        undone_at=undone,
        arrives_at=np.where((is_swap == 0) & overtaken, undone + wait * DAY, made),
    )
