"""The OLTP tables of a database copied into the lake that Spark reads.

The files are those that the simulator itself writes: the same columns, types and manifest. Of a
server everything is read as it was at one moment, whoever writes meanwhile; a DuckDB file is
locked for its writers as long as it is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import islice

import pyarrow as pa

from hospital.config import Engine, oltp_database, server_settings, spark_lake
from hospital.errors import LoadError, NotBuiltError
from hospital.schema.arrow import arrow_schema
from hospital.schema.ddl import quoted
from hospital.schema.model import Table
from hospital.schema.tables import TABLES
from hospital.servers.connection import connect
from hospital.sinks.blocks import Block
from hospital.sinks.folder import folder_at, writing
from hospital.sinks.parquet import ParquetSink
from hospital.verification.connections import Reader, Row, open_reader

_ROWS_AT_ONCE = 100_000  # in memory, and in a file


def export(
    engine: Engine, *, replace: bool, environment: Mapping[str, str] = os.environ
) -> tuple[ParquetSink, dict[str, int]]:
    """Writes `SPARK_LAKE/OLTP_DATABASE`; where that is, and the rows per table.

    The answer key of a simulation that lay there goes with it.

    Raises:
        NotBuiltError: the OLTP database or one of its tables is missing.
        DataExistsError: the lake holds such a database, and `replace` is false.
        LoadError: a value does not fit the declared type, or the files cannot be written.
        ConnectionFailedError: the file is locked, or no server answers.
    """
    database = oltp_database(environment)
    sink = ParquetSink(f"{spark_lake(environment)}/{database}", {"exported_from": engine.value})
    with _snapshot(engine, environment) as reader:
        rows = sink.load(_blocks(reader, database), replace=replace)
    key = folder_at(sink.answer_key)
    with writing(key):
        if key.exists(""):
            key.delete()
    return sink, rows


@contextmanager
def _snapshot(engine: Engine, environment: Mapping[str, str]) -> Iterator[Reader]:
    if engine is Engine.DUCKDB:
        with open_reader(engine, environment) as reader:
            yield reader
        return
    with closing(connect(server_settings(engine, environment))) as server:
        server.start_transaction(consistent_snapshot=True, isolation_level="REPEATABLE READ")
        yield Reader(engine, server)


def _blocks(reader: Reader, database: str) -> Iterator[Block]:
    for table in TABLES:
        names = ", ".join(quoted(reader.engine, name) for name in table.column_names)
        source = quoted(reader.engine, database, table.name)
        try:
            _, rows = reader.query(f"select {names} from {source}")
        except NotBuiltError as error:
            raise NotBuiltError(
                f"{source} is missing on {reader.engine}; run 'hospital init --engine "
                f"{reader.engine}' and fill its tables, or 'hospital generate --engine "
                f"{reader.engine}'"
            ) from error
        while chunk := list(islice(rows, _ROWS_AT_ONCE)):
            yield {table.name: _columns(table, chunk)}


def _columns(table: Table, rows: list[Row]) -> pa.Table:
    schema = arrow_schema(table)
    arrays = []
    for field, values in zip(schema, zip(*rows, strict=True), strict=True):
        try:
            arrays.append(pa.array(values, field.type))
        except (pa.ArrowException, TypeError, OverflowError) as error:
            raise LoadError(
                f"{table.name}.{field.name} holds a value that is no {field.type}: {error}"
            ) from error
    return pa.Table.from_arrays(arrays, schema=schema)
