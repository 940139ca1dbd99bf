"""How many bytes a table takes on each engine, with its indexes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb

from hospital.config import Engine, duckdb_path, oltp_database, spark_folder, spark_lake
from hospital.verification.connections import Reader

_DUCKDB_BLOCK = 262_144  # https://duckdb.org/docs/stable/internals/storage


def table_bytes(reader: Reader, environment: Mapping[str, str], schema: str) -> dict[str, int]:
    """The bytes of every table of a schema, views left out, by name.

    DuckDB: the blocks that hold its columns, shared ones counted for each; a key's index is not in
    them. MySQL and MariaDB: the data and index pages, as statistics renewed for this tell. Spark:
    the files.
    """
    if reader.engine is Engine.DUCKDB:
        return _duckdb(reader, schema)
    if reader.engine is Engine.SPARK:
        return _spark(environment, schema)
    return _server(reader, schema)


def settle(engine: Engine, environment: Mapping[str, str]) -> None:
    """Has DuckDB write its tables from the log of the last build into their blocks."""
    if engine is Engine.DUCKDB:
        with duckdb.connect(str(duckdb_path(environment))) as file:
            file.execute("force checkpoint")


def _duckdb(reader: Reader, schema: str) -> dict[str, int]:
    names = reader.rows(
        f"select table_name from duckdb_tables() where schema_name = '{schema}' and not temporary"
    )
    return {
        name: _DUCKDB_BLOCK
        * int(
            reader.rows(
                f"select count(distinct block_id) from pragma_storage_info('{schema}.{name}') "
                f"where persistent and block_id >= 0"
            )[0][0]
        )
        for (name,) in names
    }


def _server(reader: Reader, schema: str) -> dict[str, int]:
    tables = f"information_schema.tables where table_schema = '{schema}' and engine is not null"
    names = [name for (name,) in reader.rows(f"select table_name from {tables}")]
    for name in names:
        reader.rows(f"analyze table {reader.table(schema, name)}")
    sizes = reader.rows(f"select table_name, data_length + index_length from {tables}")
    return {name: int(size) for name, size in sizes}


def _spark(environment: Mapping[str, str], schema: str) -> dict[str, int]:
    if schema == oltp_database(environment):
        database = Path(spark_lake(environment)) / schema
    else:
        database = spark_folder(environment) / "warehouse" / f"{schema}.db"
    return {
        folder.name: sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        for folder in database.iterdir()
        if folder.is_dir() and not folder.name.startswith("_")
    }
