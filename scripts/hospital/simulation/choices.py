"""Weighted alternatives, as the data files write them and as arrays to draw from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hospital.simulation.randomness import Bools, Floats, Ints, cumulative_shares

NONE = -1  # no option, no code, null


def weighted(text: str) -> list[tuple[str, float]]:
    """Read "A:2 B" as [("A", 2.0), ("B", 1.0)]."""
    pairs = (item.partition(":") for item in text.split())
    return [(name, float(weight or 1)) for name, _, weight in pairs]


@dataclass(frozen=True)
class Choice:
    """Weighted alternatives per row: `options[row, n]` and the cumulative shares of picking it."""

    options: Ints
    cumulative: Floats

    @classmethod
    def of(cls, rows: Sequence[Sequence[tuple[int, float]]]) -> Choice:
        """Pad ragged rows of (option, weight)."""
        width = max(1, max(len(row) for row in rows))
        options = np.full((len(rows), width), NONE, dtype=np.int64)
        weights = np.zeros((len(rows), width))
        for number, row in enumerate(rows):
            for position, (option, weight) in enumerate(row):
                options[number, position] = option
                weights[number, position] = weight
        return cls(options, cumulative_shares(weights))

    def draw(self, row: Ints, uniform: Floats) -> Ints:
        """The option of each row by its uniform number."""
        position = (self.cumulative[row] <= uniform[:, None]).sum(axis=1)
        return np.asarray(self.options[row, position.clip(0, self.options.shape[1] - 1)])

    def has(self, row: Ints, option: Ints) -> Bools:
        """Whether the option is among those of its row."""
        return np.asarray((self.options[row] == option[:, None]).any(axis=1))
