"""Clean and dirty tables of one simulation, and what differs between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pyarrow as pa

from hospital.config import DefectSettings, GenerateConfig
from hospital.defects.planting import plant
from hospital.generation import simulate
from hospital.schema.tables import BY_NAME
from hospital.simulation import Block, world_of

Row = dict[str, Any]
Cell = tuple[str, int, str]  # table, primary key, field; no field for a whole row


@dataclass(frozen=True)
class Simulation:
    """Tables as dictionaries from primary key to row, and the rows of the answer key."""

    clean: dict[str, dict[int, Row]]
    dirty: dict[str, dict[int, Row]]
    faults: list[Row]

    def cells(self) -> set[Cell]:
        """Every cell that differs, and every row that only the dirty tables have."""
        found = set()
        for table, rows in self.dirty.items():
            for key, row in rows.items():
                if key not in self.clean[table]:
                    found.add((table, key, ""))
                    continue
                clean = self.clean[table][key]
                found |= {(table, key, name) for name in row if row[name] != clean[name]}
        return found

    def of(self, name: str) -> list[Row]:
        """The faults of one class."""
        return [fault for fault in self.faults if fault["defect_class"] == name]


@lru_cache(maxsize=4)
def clean_blocks(config: GenerateConfig) -> list[Block]:
    return list(simulate(config))


@lru_cache(maxsize=4)
def clean_rows(config: GenerateConfig) -> dict[str, dict[int, Row]]:
    return {name: by_key(name, rows) for name, rows in joined(clean_blocks(config)).items()}


def planted(
    config: GenerateConfig, settings: DefectSettings
) -> tuple[dict[str, pa.Table], pa.Table]:
    """The dirty tables and the table of faults."""
    draws = world_of(config).draws
    parts = [plant(block, settings, draws, config.as_of) for block in clean_blocks(config)]
    return joined([block for block, _ in parts]), pa.Table.from_batches([rows for _, rows in parts])


def joined(blocks: list[Any]) -> dict[str, pa.Table]:
    """The blocks' tables, one after the other."""
    batches: dict[str, list[pa.RecordBatch]] = {}
    for block in blocks:
        for name, batch in block.items():
            batches.setdefault(name, []).append(batch)
    return {name: pa.Table.from_batches(parts) for name, parts in batches.items()}


def simulation(config: GenerateConfig, settings: DefectSettings) -> Simulation:
    dirty, faults = planted(config, settings)
    return Simulation(
        clean=clean_rows(config),
        dirty={name: by_key(name, rows) for name, rows in dirty.items()},
        faults=faults.to_pylist(),
    )


def by_key(table: str, rows: pa.Table) -> dict[int, Row]:
    """Rows by primary key, which no two rows have."""
    name = BY_NAME[table].primary_key.name
    found = {row[name]: row for row in rows.to_pylist()}
    assert len(found) == rows.num_rows, f"{table}.{name} is not unique"
    return found


def text(value: Any) -> str:
    """A value as the answer key writes it."""
    return str(value)
