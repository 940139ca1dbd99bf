"""Dirty data and the key give the clean data, and the key is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from hospital import cli
from hospital.answer_key.restore import restored
from hospital.answer_key.stays import true_stays
from hospital.config import GenerateConfig
from hospital.defects.settings import defect_settings
from hospital.generation import simulate

from ..defects.dirtied import joined, planted

SMALL = ["generate", "--engine", "duckdb", "--patients", "60", "--seed", "5"]


def rows_of(table: pa.Table) -> list[str]:
    return sorted(map(str, table.to_pylist()))


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("block_size", "rate"), [(10, 0.3), (64, 0.002), (200, 1.0)])
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


def clean_tables() -> dict[str, pa.Table]:
    return joined(list(simulate(GenerateConfig(patients=60, seed=5))))


def test_what_generate_writes_can_be_restored(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*SMALL, "--defects", "standard", "--defect-rate", "0.2"]) == 0
    folder = file.with_suffix(".answer_key")
    with duckdb.connect(str(file)) as connection:
        faults = f"read_parquet('{folder}/faults/*.parquet')"
        [(count,)] = connection.execute(f"select count(*) from {faults}").fetchall()
        assert count > 1_000
        assert f"planted {count:,} faults; the answer key is in {folder}" in capsys.readouterr().err
        for name, clean in clean_tables().items():
            back = connection.sql(restored(name, f"oltp.{name}", faults)).to_arrow_table()
            assert rows_of(back) == rows_of(clean), name


def test_the_stays_of_the_key_are_those_of_the_clean_data(file: Path) -> None:
    config = GenerateConfig(patients=60, seed=5)
    expected = [true_stays(block, config.as_of) for block in simulate(config)]
    for options in (["--defects", "none"], ["--defects", "standard", "--defect-rate", "0.5"]):
        assert cli.run([*SMALL, *options, "--replace"]) == 0
        folder = file.with_suffix(".answer_key")
        written = duckdb.sql(f"from read_parquet('{folder}/stays/*.parquet')").to_arrow_table()
        assert rows_of(written) == rows_of(pa.Table.from_batches(expected))


def test_a_refused_load_leaves_data_and_key_as_they_are(file: Path) -> None:
    assert cli.run([*SMALL, "--defects", "padding"]) == 0
    folder = file.with_suffix(".answer_key")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert cli.run([*SMALL, "--defects", "standard"]) == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_the_key_is_never_in_the_database(file: Path) -> None:
    assert cli.run([*SMALL, "--defects", "standard"]) == 0
    with duckdb.connect(str(file)) as connection:
        names = {
            name
            for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()
        }
    assert not names & {"faults", "stays"}
    assert "patients" in names
