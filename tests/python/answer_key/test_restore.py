"""Dirty data and the key give the clean data, and the key is written whole or not at all."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from hospital import cli, generation
from hospital.answer_key.restore import restored
from hospital.answer_key.stays import true_stays
from hospital.config import FileFormat, GenerateConfig
from hospital.defects.settings import defect_settings
from hospital.errors import LoadError
from hospital.generation import generate, simulate
from hospital.schema.arrow import arrow_schema
from hospital.schema.tables import BY_NAME, TABLES
from hospital.simulation import Block
from hospital.sinks import file_sink_for

from ..defects.dirtied import joined, planted

SMALL = ["generate", "--engine", "duckdb", "--patients", "60", "--seed", "5"]
CLEAN = [*SMALL, "--defects", "none"]


def rows_of(table: pa.Table) -> list[str]:
    return sorted(map(str, table.to_pylist()))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("block_size", "rate"), [(20, 0.3), (64, 0.002), (200, 1.0)])
def test_dirty_tables_and_the_key_give_the_clean_tables(
    seed: int, block_size: int, rate: float
) -> None:
    config = GenerateConfig(seed=seed, patients=200, block_size=block_size)
    dirty, faults = planted(config, defect_settings("standard", rate))
    assert faults.num_rows
    with duckdb.connect() as connection:
        connection.register("faults", faults)
        for name, clean in joined(list(simulate(config))).items():
            connection.register("loaded", dirty[name])
            back = connection.sql(restored(name, "loaded", "faults")).to_arrow_table()
            assert rows_of(back) == rows_of(clean), name


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "test.duckdb"
    monkeypatch.setenv("DUCKDB_PATH", str(path))
    monkeypatch.setenv("OLTP_DATABASE", "oltp")
    return path


def tables_in(file: Path) -> dict[str, pa.Table]:
    with duckdb.connect(str(file), read_only=True) as connection:
        return {
            table.name: connection.sql(f"from oltp.{table.name}").to_arrow_table()
            for table in TABLES
        }


def key_table(file: Path, name: str) -> str:
    return f"read_parquet('{file.with_suffix('.answer_key')}/{name}/*.parquet')"


def test_what_generate_writes_differs_from_clean_data_in_the_faults_alone(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(CLEAN) == 0
    clean = tables_in(file)
    capsys.readouterr()
    dirty = ["--defects", "standard", "--defect-rate", "0.2", "--replace"]
    assert cli.run([*SMALL, *dirty]) == 0
    with duckdb.connect(str(file)) as connection:
        faults = key_table(file, "faults")
        [(count,)] = connection.execute(f"select count(*) from {faults}").fetchall()
        assert count > 1_000
        where = file.with_suffix(".answer_key")
        assert f"planted {count:,} faults; the answer key is in {where}" in capsys.readouterr().err
        load = connection.sql("select * exclude (load_id) from oltp.data_loads").fetchall()
        asked = clean.pop("data_loads").drop_columns("load_id").to_pylist()
        assert load == [tuple(row.values()) for row in asked]  # the load itself is another one
        for name, rows in clean.items():
            back = connection.sql(restored(name, f"oltp.{name}", faults)).to_arrow_table()
            assert rows_of(back) == rows_of(rows), name


def test_the_stays_of_the_key_are_those_of_the_clean_data(file: Path) -> None:
    assert cli.run(CLEAN) == 0
    [encounters] = tables_in(file)["encounters"].combine_chunks().to_batches()
    encounters = encounters.cast(arrow_schema(BY_NAME["encounters"]))
    expected = true_stays({"encounters": encounters}, GenerateConfig.as_of)
    assert expected.num_rows
    for options in (["--defects", "none"], ["--defects", "standard", "--defect-rate", "0.5"]):
        assert cli.run([*SMALL, *options, "--replace"]) == 0
        written = duckdb.sql(f"from {key_table(file, 'stays')}").to_arrow_table()
        assert rows_of(written) == rows_of(pa.Table.from_batches([expected]))


def test_workers_do_not_matter_to_dirty_data_and_key(tmp_path: Path) -> None:
    config = GenerateConfig(patients=120, block_size=40, defects=defect_settings("standard", 0.1))
    found = []
    for workers in (1, 2):
        output = tmp_path / str(workers)
        sink = file_sink_for(FileFormat.PARQUET, str(output), config)
        written = generate(replace(config, workers=workers), sink, replace=False)
        assert written.key_rows["faults"] > 100
        manifests = (output / "_manifest.json", output / "_answer_key" / "_manifest.json")
        found.append([json.loads(path.read_text())["tables"] for path in manifests])
    assert found[0] == found[1]


def files_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_refused_load_leaves_data_and_key_as_they_are(file: Path) -> None:
    assert cli.run([*SMALL, "--defects", "padding"]) == 0
    folder = file.with_suffix(".answer_key")
    before = files_of(folder)
    assert folder / "_manifest.json" in before
    assert cli.run([*SMALL, "--defects", "standard"]) == 1
    assert files_of(folder) == before


def test_a_load_that_fails_half_way_leaves_no_key_or_the_old_one(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = file.with_suffix(".answer_key")

    def failing(block: Block, *_others: object) -> pa.RecordBatch:
        if "encounters" in block:
            raise LoadError("the disk is full")
        return true_stays(block, GenerateConfig.as_of)

    with monkeypatch.context() as patched:
        patched.setattr(generation, "true_stays", failing)
        assert cli.run([*SMALL, "--defects", "standard"]) == 1
        assert not (folder / "_manifest.json").exists()
    assert cli.run([*SMALL, "--defects", "standard"]) == 0
    before, rows = files_of(folder), tables_in(file)
    with monkeypatch.context() as patched:
        patched.setattr(generation, "true_stays", failing)
        assert cli.run([*SMALL, "--defects", "none", "--replace"]) == 1
    assert files_of(folder) == before
    assert tables_in(file) == rows


def test_the_key_is_never_in_the_database(file: Path) -> None:
    assert cli.run([*SMALL, "--defects", "standard"]) == 0
    with duckdb.connect(str(file)) as connection:
        names = {
            name
            for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()
        }
    assert not names & {"faults", "stays"}
    assert "patients" in names
