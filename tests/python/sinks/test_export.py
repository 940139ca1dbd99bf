"""A database copied into the lake: the files that the simulator would have written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from hospital import exporting
from hospital.answer_key.tables import KEY_TABLES
from hospital.config import SERVER_ENGINES, Engine, oltp_database
from hospital.errors import DataExistsError, LoadError, NotBuiltError
from hospital.exporting import export
from hospital.schema.model import Table
from hospital.schema.tables import BY_NAME
from hospital.sinks import Sink
from hospital.sinks.parquet import ParquetSink

from .conftest import Database
from .sample import blocks


def lake_of(database: Database, tmp_path: Path) -> dict[str, str]:
    return database.environment | {"SPARK_LAKE": str(tmp_path / "lake")}


def tables(sink: Sink, place: Path) -> Any:
    """Rows and checksum of each table, as the manifest tells."""
    assert sink.name == str(place)
    return json.loads((place / "_manifest.json").read_text())["tables"]


def test_every_value_arrives_as_from_the_simulator(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = lake_of(database, tmp_path)
    monkeypatch.setattr(exporting, "_ROWS_AT_ONCE", 7)  # so that a table has several files
    database.sink.load(blocks(), replace=False)
    direct = ParquetSink(str(tmp_path / "direct"), {})
    counts = direct.load(blocks(), replace=False)
    sink, exported = export(database.engine, replace=False, environment=environment)
    place = tmp_path / "lake" / oltp_database(environment)
    assert exported == counts
    assert tables(sink, place) == tables(direct, tmp_path / "direct")
    with pytest.raises(DataExistsError, match="--replace"):
        export(database.engine, replace=False, environment=environment)
    database.run(f"update {database.table('payers')} set payer_name = 'Cigna'")
    sink, _ = export(database.engine, replace=True, environment=environment)
    assert tables(sink, place) != tables(direct, tmp_path / "direct")


def test_a_simulation_that_is_replaced_takes_its_answer_key_along(
    database: Database, tmp_path: Path
) -> None:
    database.sink.load(blocks(), replace=False)
    environment = lake_of(database, tmp_path)
    simulated = ParquetSink(str(tmp_path / "lake" / oltp_database(environment)), {})
    simulated.load(blocks(), replace=False)
    key = ParquetSink(simulated.answer_key, {}, KEY_TABLES)
    key.load([], replace=False)
    assert (Path(key.address) / "_SUCCESS").exists()
    export(database.engine, replace=True, environment=environment)
    assert not Path(key.address).exists()


# A DuckDB file is locked for its writers as long as it is read.
@pytest.mark.parametrize("database", SERVER_ENGINES, indirect=True)
def test_a_server_is_read_as_it_is_at_one_moment(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.sink.load(blocks(), replace=False)
    before = database.count("billing")
    convert = exporting._columns

    def interrupted(table: Table, rows: Any) -> pa.Table:
        if table.name == "data_loads":  # the first table of all
            database.run(f"delete from {database.table('billing')}")
        return convert(table, rows)

    monkeypatch.setattr(exporting, "_columns", interrupted)
    _, exported = export(database.engine, replace=False, environment=lake_of(database, tmp_path))
    assert exported["billing"] == before
    assert database.count("billing") == 0


def test_a_database_that_is_not_there_is_named(database: Database, tmp_path: Path) -> None:
    if database.engine is Engine.DUCKDB:
        database.run("create schema other")  # the file is there, its tables are not
    with pytest.raises(NotBuiltError, match=f"hospital init --engine {database.engine}"):
        export(database.engine, replace=False, environment=lake_of(database, tmp_path))
    assert not (tmp_path / "lake" / oltp_database(database.environment)).exists()


def test_a_value_that_does_not_fit_is_named(database: Database, tmp_path: Path) -> None:
    database.sink.create_empty()
    table = database.table("data_loads")
    columns = ", ".join(f"'x' as {name}" for name in BY_NAME["data_loads"].column_names)
    database.run(f"drop table {table}")
    database.run(f"create table {table} as select {columns}")
    with pytest.raises(LoadError, match=r"data_loads\.load_id holds a value that is no int"):
        export(database.engine, replace=False, environment=lake_of(database, tmp_path))
    assert not (tmp_path / "lake" / oltp_database(database.environment)).exists()
