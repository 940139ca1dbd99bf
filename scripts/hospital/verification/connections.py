"""Reading from the engines: one SQL statement in, rows of Python values out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any, Protocol

import duckdb
import mysql.connector

from hospital.config import Engine, duckdb_path, server_settings
from hospital.errors import HospitalError, NotBuiltError
from hospital.servers.connection import connect
from hospital.servers.connection import explained as explained_server
from hospital.sinks.duckdb import explained as explained_duckdb

_FETCHED_ROWS = 10_000
_SERVER_MISSING = {1046, 1049, 1146}  # no database chosen, unknown database, unknown table

Row = tuple[Any, ...]


class Cursor(Protocol):
    """What the drivers' cursors have in common."""

    description: Any

    def execute(self, statement: str) -> Any:
        """Runs the statement."""
        ...

    def fetchmany(self, size: int) -> list[Any]:
        """The next rows, none at the end."""
        ...


class Reader:
    """Runs queries on one engine; made by `open_reader`."""

    def __init__(self, engine: Engine, connection: Any) -> None:
        """Wrap an open connection of the engine's driver."""
        self.engine = engine
        self._connection = connection

    def query(self, statement: str) -> tuple[list[str], Iterator[Row]]:
        """The column names, and the rows as they come; read them before the next query.

        Raises:
            NotBuiltError: a table or database that the statement names is missing.
            HospitalError: the engine refuses the statement.
        """
        with _explained(self.engine):  # a driver may see only here that its server has gone
            cursor: Cursor = self._connection.cursor()
            cursor.execute(statement)
        names = [str(column[0]) for column in cursor.description]
        return names, self._rows(cursor)

    def rows(self, statement: str) -> list[Row]:
        """All rows of a query; raises as `query` does."""
        return list(self.query(statement)[1])

    def table(self, schema: str, name: str) -> str:
        """A table's name, quoted as the engine does."""
        mark = '"' if self.engine is Engine.DUCKDB else "`"
        return f"{mark}{schema}{mark}.{mark}{name}{mark}"

    def _rows(self, cursor: Cursor) -> Iterator[Row]:
        while True:
            with _explained(self.engine):
                rows = cursor.fetchmany(_FETCHED_ROWS)
            if not rows:
                return
            yield from (tuple(row) for row in rows)


@contextmanager
def open_reader(engine: Engine, environment: Mapping[str, str]) -> Iterator[Reader]:
    """A reader of the DuckDB file, the server or the catalogue that the environment names.

    Raises:
        NotBuiltError: there is no such DuckDB file.
        ConnectionFailedError: the file is locked, or no server answers.
        SparkSetupError: PySpark or its Java is missing.
    """
    if engine is Engine.SPARK:
        from hospital.spark import open_spark

        with open_spark(environment) as spark:
            yield Reader(engine, spark)
        return
    if engine is not Engine.DUCKDB:
        with closing(connect(server_settings(engine, environment))) as server:
            yield Reader(engine, server)
        return
    path = duckdb_path(environment)
    if not path.exists():
        raise NotBuiltError(
            f"there is no file {path}; run 'hospital generate --engine duckdb', then 'dbt build'"
        )
    try:
        file = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise explained_duckdb(error, path) from error
    with file:
        yield Reader(engine, file)


@contextmanager
def _explained(engine: Engine) -> Iterator[None]:
    if engine is Engine.SPARK:
        from hospital.spark.failures import explained as explained_spark

        with explained_spark(_not_built(engine)):
            yield
        return
    try:
        yield
    except duckdb.CatalogException as error:
        raise NotBuiltError(f"{_not_built(engine)} ({_one_line(error)})") from error
    except duckdb.Error as error:
        raise HospitalError(f"DuckDB refused the query: {_one_line(error)}") from error
    except mysql.connector.Error as error:
        if error.errno in _SERVER_MISSING:
            raise NotBuiltError(f"{_not_built(engine)} ({_one_line(error)})") from error
        raise explained_server(error, server_settings(engine)) from error


def _not_built(engine: Engine) -> str:
    return (
        f"the star is not built on {engine} yet; run 'hospital generate --engine {engine}' if the "
        f"OLTP database is empty, then 'dbt build --target {engine}'"
    )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
