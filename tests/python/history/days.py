"""What a small hospital shows on days of its life, all blocks joined."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import duckdb
import pyarrow as pa

from hospital.config import DefectSettings, GenerateConfig
from hospital.defects.settings import defect_settings
from hospital.generation import made_on
from hospital.history import timeline_of
from hospital.schema.tables import BY_NAME
from hospital.simulation import block_count

_COMPARING = duckdb.connect()

Tables = dict[str, pa.Table]
Rows = dict[int, dict[str, Any]]

CLEAN = DefectSettings()
DIRTY = defect_settings("standard", 0.02)  # more than the default, in so few rows


def config(
    as_of: date,
    patients: int = 300,
    seed: int = 42,
    defects: DefectSettings = CLEAN,
    block_size: int = 2_000,
) -> GenerateConfig:
    return GenerateConfig(
        seed=seed, patients=patients, as_of=as_of, defects=defects, block_size=block_size
    )


def shown(settings: GenerateConfig, days: Sequence[date]) -> list[Tables]:
    """The tables on each day; the truth is that of the settings' as-of date."""
    numbers = range(block_count(settings))
    timelines = [timeline_of(settings, number, min(days)) for number in numbers]
    return [
        _joined([dict(made_on(settings, timeline, day).block) for timeline in timelines])
        for day in days
    ]


def _joined(blocks: list[dict[str, pa.RecordBatch]]) -> Tables:
    names = [name for block in blocks for name in block]
    return {
        name: pa.Table.from_batches([block[name] for block in blocks if name in block]).sort_by(
            key_of(name)
        )
        for name in dict.fromkeys(names)
    }


def key_of(table: str) -> str:
    return BY_NAME[table].primary_key.name


def by_key(tables: Tables, name: str) -> Rows:
    return {row[key_of(name)]: row for row in tables[name].to_pylist()}


def days_from(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def changes(
    before: Tables, after: Tables, name: str
) -> Iterator[tuple[int, dict[str, Any] | None, dict[str, Any] | None]]:
    """Key, row before and row after, of each row that is not the same."""
    old, new = (
        {row[key_of(name)]: row for row in _except(first[name], second[name])}
        for first, second in ((before, after), (after, before))
    )
    for key in old.keys() | new.keys():
        yield key, old.get(key), new.get(key)


def _except(first: pa.Table, second: pa.Table) -> list[dict[str, Any]]:
    if first.equals(second):
        return []
    rows = _COMPARING.from_arrow(first).except_(_COMPARING.from_arrow(second))
    return list(rows.to_arrow_table().to_pylist())
