"""Counter-based randomness: a uniform is a hash of (seed, stream, entity, index), never a state.

Because no draw depends on another, a patient is the same at any number of patients, block size and
number of workers, and a later as-of date changes nothing that came before. The mixing function is
the finaliser of SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
generators"). No transcendental function is evaluated on arrays, because vectorised math libraries
differ in the last bit between processors: skewed distributions come from quantile tables.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_TO_UNIT = 1.0 / 9007199254740992.0  # 2 ** -53
_TABLE_SIZE = 4096
_RATE_STEPS_PER_UNIT = 64
_MAXIMUM_RATE = 64.0


def mix(values: NDArray[Any]) -> Keys:
    """Hash every value of an integer array to 64 well-mixed bits."""
    return _mixed(values.astype(np.uint64))


def _mixed(values: Keys) -> Keys:
    """The same in place, for an array that nobody else holds."""
    shifted = values >> np.uint64(30)
    values ^= shifted
    values *= _MIX_1
    np.right_shift(values, np.uint64(27), out=shifted)
    values ^= shifted
    values *= _MIX_2
    np.right_shift(values, np.uint64(31), out=shifted)
    values ^= shifted
    return values


def stream_number(name: str) -> int:
    """A number for a stream's name (FNV-1a, 64 bits), so that streams need no registry."""
    number = 0xCBF29CE484222325
    for byte in name.encode():
        number = ((number ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return number


class Draws:
    """Every random draw of one seed, addressed by stream, entity and index."""

    def __init__(self, seed: int) -> None:
        """Bind the seed; any integer is allowed."""
        self._seed = seed & 0xFFFFFFFFFFFFFFFF
        self._salts: dict[str, np.uint64] = {}

    def _salt(self, stream: str) -> np.uint64:
        known = self._salts.get(stream)
        if known is None:
            salted = (self._seed * 0x9E3779B97F4A7C15 + stream_number(stream)) & 0xFFFFFFFFFFFFFFFF
            known = np.uint64(int(mix(np.array([salted], dtype=np.uint64))[0]))
            self._salts[stream] = known
        return known

    def key(self, stream: str, entity: NDArray[Any], index: NDArray[Any] | int = 0) -> Keys:
        """A 64-bit key for (stream, entity, index), usable as an entity of its own."""
        first = entity.astype(np.uint64)
        first += np.uint64(1)
        first *= _GOLDEN
        first ^= self._salt(stream)
        counter = np.atleast_1d(np.asarray(index)).astype(np.uint64)
        counter += np.uint64(1)
        counter *= _GOLDEN
        return _mixed(_mixed(first) + counter)

    def uniform(self, stream: str, entity: NDArray[Any], index: NDArray[Any] | int = 0) -> Floats:
        """Uniform numbers in [0, 1), one per entity and index (broadcast)."""
        bits = self.key(stream, entity, index)
        bits >>= np.uint64(11)
        unit = bits.astype(np.float64)
        unit *= _TO_UNIT
        return unit

    def integers(
        self, stream: str, entity: NDArray[Any], below: int, index: NDArray[Any] | int = 0
    ) -> Ints:
        """Whole numbers from 0 to `below` - 1."""
        return (self.uniform(stream, entity, index) * below).astype(np.int64)


def quantile_table(quantile: Callable[[float], float], mean: float | None = None) -> Floats:
    """Tabulate a quantile function at the midpoints of equal shares of probability.

    The table is scaled to `mean` if given, and rounded to nine decimals so that the last bit of a
    platform's math library cannot show.
    """
    points = [quantile((position + 0.5) / _TABLE_SIZE) for position in range(_TABLE_SIZE)]
    table = np.array(points, dtype=np.float64)
    if mean is not None:
        table *= mean / table.mean()
    return np.round(table, 9)


def from_table(table: Floats, uniform: Floats) -> Floats:
    """The tabulated quantile of each uniform number."""
    return np.asarray(table[(uniform * len(table)).astype(np.int64)])


def pick(cumulative: Floats, uniform: Floats, row: Ints | None = None) -> Ints:
    """The category of each uniform number by cumulative shares that end in 1.

    `cumulative` has one row of shares, or several of which `row` names the one to use.
    """
    if row is None:
        return np.searchsorted(cumulative, uniform, side="right").clip(0, len(cumulative) - 1)
    width = cumulative.shape[1]
    offset = cumulative + np.arange(len(cumulative))[:, None]
    found = np.searchsorted(offset.ravel(), uniform + row, side="right") - row * width
    return np.asarray(found).clip(0, width - 1)


def cumulative_shares(weights: NDArray[Any]) -> Floats:
    """Cumulative shares along the last axis; a row without weight picks its last category."""
    weights = np.asarray(weights, dtype=np.float64)
    totals = weights.sum(axis=-1, keepdims=True)
    cumulative = np.cumsum(weights / np.where(totals > 0, totals, 1), axis=-1)
    # From the last category with weight on it is 1, whatever the sum of the rounded shares.
    up_to_here = np.cumsum(weights, axis=-1)
    return np.where((up_to_here == up_to_here[..., -1:]) & (totals > 0), 1.0, cumulative)


def _poisson_table() -> Floats:
    steps = int(_MAXIMUM_RATE * _RATE_STEPS_PER_UNIT) + 1
    rates = np.arange(steps) / _RATE_STEPS_PER_UNIT
    # exp by repeated multiplication of a constant: the same bits on every machine
    term = np.cumprod(np.concatenate([[1.0], np.full(steps - 1, 0.984496437005408405986)]))
    columns = [term]
    total = term.copy()
    for count in range(1, 160):
        term = term * rates / count
        total = total + term
        columns.append(total.copy())
    return np.round(np.stack(columns, axis=1), 12)


_POISSON = _poisson_table()


def poisson(uniform: Floats, rate: Floats) -> Ints:
    """Poisson counts by inversion.

    Rates are interpolated between a grid of 1/64 by splitting the uniform number, and capped at 64.
    """
    position = np.clip(rate, 0.0, _MAXIMUM_RATE - 1) * _RATE_STEPS_PER_UNIT
    lower = position.astype(np.int64)
    share = position - lower
    # the first bits choose the grid point, the rest is a fresh uniform number
    chooser = uniform * 4096.0
    whole = np.floor(chooser)
    row = lower + ((whole + 0.5) / 4096.0 < share)
    remainder = chooser - whole
    counts = np.zeros(len(uniform), dtype=np.int64)
    pending = np.flatnonzero(remainder >= _POISSON[row, 0])
    while len(pending):
        counts[pending] += 1
        at_end = counts[pending] >= _POISSON.shape[1] - 1
        more = remainder[pending] >= _POISSON[row[pending], counts[pending]]
        pending = pending[more & ~at_end]
    return counts
