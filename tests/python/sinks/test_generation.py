"""The pipeline: the same data from one process and from two, in every sink, and its answer key."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset
import pytest

from hospital import generation
from hospital.config import FileFormat, GenerateConfig
from hospital.errors import DataExistsError, LoadError, SettingError
from hospital.generation import generate, make_block, require_cores, simulate
from hospital.schema.tables import TABLES
from hospital.simulation import block_count, clean_block
from hospital.sinks import file_sink_for

from .conftest import Database
from .test_files import everything

CONFIG = GenerateConfig(seed=11, patients=25, block_size=10)
TWO = replace(CONFIG, workers=2)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server's answer key goes into the working directory."""
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("file_format", list(FileFormat))
def test_two_workers_write_the_very_same_files(file_format: FileFormat, tmp_path: Path) -> None:
    for name, config in (("one", CONFIG), ("two", TWO)):
        sink = file_sink_for(file_format, str(tmp_path / name), config)
        written = generate(config, sink, replace=False)
        assert written.rows["patients"] >= CONFIG.patients
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_two_workers_fill_a_database_with_the_same_rows(database: Database) -> None:
    generate(TWO, database.sink, replace=False)
    blocks = [make_block(CONFIG, number).block for number in range(block_count(CONFIG))]
    for table in TABLES:
        parts = [block[table.name] for block in blocks if table.name in block]
        expected = pa.Table.from_batches(parts).to_pylist() if parts else []
        found = database.run(f"select * from {database.table(table.name)} order by 1")
        key = table.primary_key.name
        assert found == [tuple(r.values()) for r in sorted(expected, key=lambda row: row[key])]


def test_clean_blocks_come_in_order_from_two_workers() -> None:
    expected = [clean_block(CONFIG, number) for number in range(block_count(CONFIG))]
    assert list(simulate(TWO)) == expected


def test_the_checksums_do_not_depend_on_the_size_of_a_block(tmp_path: Path) -> None:
    tables = []
    for size in (4, 25):
        config = replace(CONFIG, block_size=size)
        sink = file_sink_for(FileFormat.PARQUET, str(tmp_path / str(size)), config)
        generate(config, sink, replace=False)
        for folder in (tmp_path / str(size), tmp_path / str(size) / "_answer_key"):
            tables.append(json.loads((folder / "_manifest.json").read_text())["tables"])
    assert tables[:2] == tables[2:]
    assert len({entry["checksum"] for entry in tables[0].values()}) == len(tables[0])


def test_the_answer_key_stands_beside_the_data_and_is_replaced_with_them(
    database: Database,
) -> None:
    sink = database.sink
    key = Path(sink.answer_key)
    assert generate(CONFIG, sink, replace=False).key_rows["stays"] > 0
    assert key.is_dir()
    first = everything(key)
    other = replace(CONFIG, seed=12)
    with pytest.raises(DataExistsError):
        generate(other, sink, replace=False)
    assert everything(key) == first

    generate(other, sink, replace=True)
    assert json.loads((key / "_manifest.json").read_text())["settings"]["seed"] == 12
    key_folders = {table for table in os.listdir(key) if not table.startswith("_")}
    assert key_folders.isdisjoint(table.name for table in TABLES)


def test_a_load_that_fails_at_its_end_leaves_the_old_key(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    generate(CONFIG, database.sink, replace=False)
    key = Path(database.sink.answer_key)
    before = everything(key)

    def broken(config: GenerateConfig, number: int) -> generation.Made:
        made = make_block(config, number)
        # An orphan: encounters whose patients never come.
        return replace(made, block={k: v for k, v in made.block.items() if k != "patients"})

    monkeypatch.setattr(generation, "make_block", broken)
    with pytest.raises(LoadError):
        generate(replace(CONFIG, seed=12), database.sink, replace=True)
    assert everything(key) == before
    assert database.count("patients") >= CONFIG.patients


def test_more_workers_than_cores_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {0, 1, 2})
    require_cores(3)
    with pytest.raises(SettingError, match="--workers is 4, but this machine has 3"):
        require_cores(4)
