"""When a row reaches the database: at once, with a batch that is late, or a second time."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from hospital.history.layers import NEVER, Layer
from hospital.simulation.calendar import DAY
from hospital.simulation.randomness import Bools, Draws, Ints

# A day's file of one table, or of one department, is now and then forgotten and sent days later.
LATE_BATCH_SHARE = 1 / 60
_LATE_BATCH_DAYS = 5
_BATCH_SECOND = 5 * 3600  # late batches come with the nightly transfer
# An interface that gets no acknowledgement sends a row again.
SENT_TWICE_SHARE = 0.01
_SENT_TWICE_DAYS = 8
_SENT_TWICE_SECOND = 6 * 3600


@dataclass(frozen=True)
class Arrivals:
    """The draws of when rows arrive; what was written before `start` has always been there.

    What nobody will ask for need not be told: forms of rows that were outdated before `first`.
    """

    draws: Draws
    start: int
    first: int

    def in_batches(
        self, feed: str, written: Ints, part: Ints | int = 0, batched: Bools | None = None
    ) -> Ints:
        """When rows arrive that a feed sends in daily batches, one for each of its parts.

        `batched` names the rows that go with the batch; the others arrive as they are written.
        """
        sent = (written >= self.start) & (written < NEVER)
        if batched is not None:
            sent &= batched
        at = np.flatnonzero(sent)
        if len(at) == 0:
            return written
        day = written[at] // DAY
        name = f"history batch of {feed}"
        if isinstance(part, int):  # a few batches, each of many rows
            days = np.arange(day.min(), day.max() + 1)
            is_late = self.draws.uniform(name, np.full(1, part), days) < LATE_BATCH_SHARE
            late = np.flatnonzero(is_late[day - days[0]])
            entity = np.full(len(late), part)
        else:
            is_late = self.draws.uniform(name, part[at], day) < LATE_BATCH_SHARE
            late = np.flatnonzero(is_late)
            entity = part[at[late]]
        day = day[late]
        delay = 1 + self.draws.integers(f"{name} days", entity, _LATE_BATCH_DAYS, day)
        arrived = written.copy()
        arrived[at[late]] = (day + delay) * DAY + _BATCH_SECOND
        return arrived

    def sent_twice(self, table: str, layer: Layer) -> Layer:
        """The forms of the layer that come a second time, alike but for the arrival."""
        again = self.draws.uniform(f"history {table} twice", layer.id, layer.updated)
        chosen = layer.take((again < SENT_TWICE_SHARE) & (layer.updated >= self.start))
        wait = 1 + self.draws.integers(
            f"history {table} twice days", chosen.id, _SENT_TWICE_DAYS, chosen.updated
        )
        received = (chosen.received // DAY + wait) * DAY + _SENT_TWICE_SECOND
        return replace(chosen, received=received, order=chosen.order + 1)
