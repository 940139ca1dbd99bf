"""Decimals of Arrow as cents, and back."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hospital.simulation.randomness import Ints


def cents(amounts: pa.Array) -> Ints:
    """Amounts with two decimals in cents; null is 0."""
    filled = pc.fill_null(amounts, pa.scalar(0, amounts.type))
    # 128-bit whole numbers, least significant half first; amounts need the lower half alone
    halves = np.frombuffer(filled.buffers()[1], dtype="<i8").reshape(-1, 2)
    return halves[filled.offset : filled.offset + len(filled), 0].astype(np.int64)
