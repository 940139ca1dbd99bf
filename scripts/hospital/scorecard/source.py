"""OLTP tables as DuckDB sees them: a fresh simulation in memory, or what is stored, without faults.

Stored data have faults planted on purpose. Where their answer key lies beside them, the clean rows
are put together from both, since published figures describe care and not typing errors.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from hospital.answer_key.restore import restored
from hospital.answer_key.tables import FAULTS
from hospital.config import Engine, GenerateConfig, duckdb_path, oltp_database
from hospital.errors import NotBuiltError
from hospital.schema.arrow import arrow_schema
from hospital.schema.ddl import quoted
from hospital.schema.model import Table
from hospital.schema.tables import TABLES
from hospital.sinks import sink_for
from hospital.sinks.duckdb import explained
from hospital.sinks.folder import ANSWER_KEY, MANIFEST, SUCCESS, Folder, address_below, folder_at
from hospital.verification.connections import open_reader

Connection = duckdb.DuckDBPyConnection

_MEMORY_LIMIT = "1200MB"  # DuckDB's own; what does not fit goes to a temporary folder
_FETCHED_ROWS = 50_000
_LOADED = "loaded"  # schema of the tables as stored, while they are restored
# personal text that no figure is made of; left out of memory
_NOT_MEASURED = frozenset(
    ("first_name", "last_name", "address_line", "city", "state", "postal_code", "phone", "email")
)


@contextmanager
def simulated(config: GenerateConfig) -> Iterator[Connection]:
    """The tables of a simulation, made now and kept in memory only."""
    from hospital.generation import make_block  # slow to import, and the simulation with it
    from hospital.simulation import block_count

    with in_memory() as connection:
        for table in TABLES:
            _insert(connection, table.name, arrow_schema(table).empty_table(), _columns(table))
        for number in range(block_count(config)):
            block = make_block(config, number).block
            for table in TABLES:
                if table.name in block:
                    _insert(connection, table.name, block[table.name], _columns(table))
        yield connection


@contextmanager
def stored(engine: Engine, environment: Mapping[str, str]) -> Iterator[Connection]:
    """The OLTP tables that the engine holds; a DuckDB file is read where it lies.

    Raises:
        NotBuiltError: there is no such file, or a table is missing.
        ConnectionFailedError: the file is locked, or no server answers.
    """
    with in_memory() as connection:
        connection.execute(f"create schema {_LOADED}")
        if engine is Engine.DUCKDB:
            _attach(connection, environment)
        else:
            _copy(connection, engine, environment)
        _restore(connection, folder_at(sink_for(engine, environment).answer_key))
        yield connection


@contextmanager
def stored_as_parquet(address: str) -> Iterator[Connection]:
    """The OLTP tables of a folder that `hospital generate --engine parquet` wrote.

    Raises:
        SettingError: the address cannot be used.
        NotBuiltError: it holds no complete simulation.
    """
    folder = folder_at(address)
    with in_memory() as connection:
        connection.execute(f"create schema {_LOADED}")
        for table in TABLES:
            _insert_all(connection, f"{_LOADED}.{table.name}", _parquet(folder, table))
        _restore(connection, folder_at(address_below(address, ANSWER_KEY)))
        yield connection


@contextmanager
def in_memory() -> Iterator[Connection]:
    """An empty DuckDB database in memory, bounded, that spills to a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="hospital-scorecard-") as spill:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY_LIMIT,
            "temp_directory": spill,
            "preserve_insertion_order": "false",
        }
        with duckdb.connect(config=settings) as connection:
            yield connection


def _attach(connection: Connection, environment: Mapping[str, str]) -> None:
    path, schema = duckdb_path(environment), oltp_database(environment)
    if not path.exists():
        raise NotBuiltError(f"there is no file {path}; run 'hospital generate --engine duckdb'")
    try:
        text = str(path).replace("'", "''")
        connection.execute(f"attach '{text}' as hospital (read_only)")
        for table in TABLES:
            place = quoted(Engine.DUCKDB, "hospital", schema, table.name)
            connection.execute(f"create view {_LOADED}.{table.name} as select * from {place}")
    except duckdb.CatalogException as error:
        raise NotBuiltError(
            f"{path} holds no complete {schema}; run 'hospital generate --engine duckdb'"
        ) from error
    except duckdb.Error as error:
        raise explained(error, path) from error


def _copy(connection: Connection, engine: Engine, environment: Mapping[str, str]) -> None:
    schema = oltp_database(environment)
    with open_reader(engine, environment) as reader:
        for table in TABLES:
            names = arrow_schema(table).names
            place = reader.table(schema, table.name)
            _, rows = reader.query(f"select {', '.join(names)} from {place}")
            _insert_all(connection, f"{_LOADED}.{table.name}", _as_arrow(table, rows))


def _as_arrow(table: Table, rows: Iterator[tuple[Any, ...]]) -> Iterator[pa.Table]:
    schema = arrow_schema(table)
    yield schema.empty_table()
    while some := list(islice(rows, _FETCHED_ROWS)):
        values = zip(*some, strict=True)
        columns = [pa.array(v, field.type) for v, field in zip(values, schema, strict=True)]
        yield pa.table(columns, schema=schema)


def _parquet(folder: Folder, table: Table) -> Iterator[pa.Table]:
    """The rows of a table, as the folder's manifest names its files."""
    manifest = folder.read_json(MANIFEST) if folder.exists(SUCCESS) else None
    if manifest is None:
        raise NotBuiltError(
            f"{folder.address} holds no complete simulation; run 'hospital generate "
            f"--engine parquet --output {folder.address}'"
        )
    yield arrow_schema(table).empty_table()
    for path in manifest["files"]:
        if path.startswith(f"{table.name}/"):
            with folder.files.open_input_file(path) as file:
                yield pq.read_table(file)


def _restore(connection: Connection, key: Folder) -> None:
    """Creates the clean tables from those loaded; without their key, they are taken as they are."""
    faults = _faults(connection, key)
    connection.register("faults", faults)
    faulty = set(faults.column("table_name").to_pylist())
    for table in TABLES:
        loaded = f"{_LOADED}.{table.name}"
        columns = ", ".join(_columns(table))
        if table.name in faulty:
            query = restored(table.name, loaded, "faults")
            connection.execute(f"create table {table.name} as select {columns} from ({query})")
        else:
            connection.execute(f"create view {table.name} as select {columns} from {loaded}")


def _faults(connection: Connection, key: Folder) -> pa.Table:
    """The faults planted in the loaded data; none where their answer key is missing."""
    loads = connection.execute(
        "select seed, patient_count, cast(start_date as varchar), cast(as_of_date as varchar) "
        f"from {_LOADED}.data_loads"
    ).fetchall()
    manifest = key.read_json(MANIFEST) if key.exists(SUCCESS) else None
    settings = {} if manifest is None else manifest["settings"]
    if [tuple(settings.get(n) for n in ("seed", "patients", "start", "as_of"))] == loads:
        return pa.concat_tables(_parquet(key, FAULTS))
    if loads:
        print(f"no answer key of these data in {key.address}: measured as loaded", file=sys.stderr)
    return arrow_schema(FAULTS).empty_table()


def _insert_all(connection: Connection, place: str, parts: Iterable[pa.Table]) -> None:
    for part in parts:
        _insert(connection, place, part, part.column_names)


def _insert(
    connection: Connection, place: str, rows: pa.Table | pa.RecordBatch, columns: Sequence[str]
) -> None:
    connection.register("rows", rows.select(columns))
    connection.execute(f"create table if not exists {place} as select * from rows limit 0")
    connection.execute(f"insert into {place} select * from rows")
    connection.unregister("rows")


def _columns(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name not in _NOT_MEASURED]
