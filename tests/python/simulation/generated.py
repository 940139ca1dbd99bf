"""The tables of a simulation, for the tests that compare and question them."""

from __future__ import annotations

import pyarrow as pa

from hospital.config import GenerateConfig
from hospital.generation import simulate

Tables = dict[str, pa.Table]


def tables_of(config: GenerateConfig) -> Tables:
    """Every table of a simulation, its blocks joined in order."""
    batches: dict[str, list[pa.RecordBatch]] = {}
    for block in simulate(config):
        for name, batch in block.items():
            batches.setdefault(name, []).append(batch)
    return {name: pa.Table.from_batches(parts).combine_chunks() for name, parts in batches.items()}
