"""OLTP tables as DuckDB sees them: a fresh simulation in memory, or what an engine stores."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice

import duckdb
import pyarrow as pa

from hospital.config import Engine, GenerateConfig, duckdb_path, oltp_database
from hospital.errors import NotBuiltError
from hospital.schema.arrow import arrow_schema
from hospital.schema.ddl import quoted
from hospital.schema.model import Table
from hospital.schema.tables import TABLES
from hospital.sinks.duckdb import explained
from hospital.verification.connections import open_reader

Connection = duckdb.DuckDBPyConnection

_MEMORY_LIMIT = "1200MB"  # DuckDB's own; what does not fit goes to a temporary folder
# personal text that no figure is made of; left out of memory
_NOT_MEASURED = frozenset(
    ("first_name", "last_name", "address_line", "city", "state", "postal_code", "phone", "email")
)
_FETCHED_ROWS = 50_000


@contextmanager
def simulated(config: GenerateConfig) -> Iterator[Connection]:
    """The clean tables of a simulation, made now and kept in memory only."""
    from hospital.generation import simulate  # slow to import

    with in_memory() as connection:
        for table in TABLES:
            _create(connection, table)
        for block in simulate(config):
            for table in TABLES:
                if table.name in block:
                    _append(connection, table, block[table.name])
        yield connection


@contextmanager
def stored(engine: Engine, environment: Mapping[str, str]) -> Iterator[Connection]:
    """The OLTP tables that the engine holds; a DuckDB file is read where it lies.

    Raises:
        NotBuiltError: there is no such file, or a table is missing.
        ConnectionFailedError: the file is locked, or no server answers.
    """
    with in_memory() as connection:
        if engine is Engine.DUCKDB:
            _attach(connection, environment)
        else:
            _copy(connection, engine, environment)
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
            connection.execute(f"create view {table.name} as select * from {place}")
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
            _create(connection, table)
            columns = ", ".join(_columns(table))
            _, rows = reader.query(f"select {columns} from {reader.table(schema, table.name)}")
            types = [arrow_schema(table).field(name) for name in _columns(table)]
            while some := list(islice(rows, _FETCHED_ROWS)):
                values = [
                    pa.array(v, t.type) for v, t in zip(zip(*some, strict=True), types, strict=True)
                ]
                _append(connection, table, pa.table(values, schema=pa.schema(types)))


def _create(connection: Connection, table: Table) -> None:
    empty = arrow_schema(table).empty_table().select(_columns(table))
    connection.register("rows", empty)
    connection.execute(f"create table {table.name} as select * from rows")
    connection.unregister("rows")


def _append(connection: Connection, table: Table, rows: pa.Table | pa.RecordBatch) -> None:
    connection.register("rows", rows.select(_columns(table)))
    connection.execute(f"insert into {table.name} select * from rows")
    connection.unregister("rows")


def _columns(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name not in _NOT_MEASURED]
