"""Reading from a Spark that a SQL server stands before: SPARK_METHOD=thrift, as for dbt."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from typing import Any

from hospital.config import Engine, server_settings
from hospital.errors import ConnectionFailedError, SparkSetupError

_DATE = "DATE_TYPE"


class SqlServerCursor:
    """A cursor of PyHive's that gives dates as dates, and not as texts."""

    def __init__(self, cursor: Any) -> None:
        """Wrap an open cursor."""
        self._cursor = cursor
        self._dates: list[int] = []

    @property
    def description(self) -> Any:
        """The columns of the last query: name, type and more."""
        return self._cursor.description

    def execute(self, statement: str) -> None:
        """Runs the statement."""
        self._cursor.execute(statement)
        columns = self._cursor.description or []
        self._dates = [place for place, column in enumerate(columns) if column[1] == _DATE]

    def fetchmany(self, size: int) -> list[Any]:
        """The next rows, none at the end."""
        return [self._typed(row) for row in self._cursor.fetchmany(size)]

    def _typed(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place in self._dates:
            if values[place] is not None:
                values[place] = date.fromisoformat(values[place])
        return tuple(values)


class SqlServerConnection:
    """An open session of the server."""

    def __init__(self, connection: Any) -> None:
        """Wrap it."""
        self._connection = connection

    def cursor(self) -> SqlServerCursor:
        """A new cursor."""
        return SqlServerCursor(self._connection.cursor())


@contextmanager
def open_sql_server(environment: Mapping[str, str] = os.environ) -> Iterator[SqlServerConnection]:
    """A session of the server at SPARK_HOST and SPARK_PORT, as SPARK_USER.

    Raises:
        SparkSetupError: PyHive is not installed.
        SettingError: the port is not a number.
        ConnectionFailedError: nothing answers there.
    """
    try:
        from pyhive import hive
        from thrift.transport.TTransport import TTransportException
    except ImportError as error:
        raise SparkSetupError("PyHive is not installed; run 'make setup-spark'") from error
    settings = server_settings(Engine.SPARK, environment)
    try:
        connection = hive.connect(settings.host, settings.port, username=settings.user)
    except (TTransportException, OSError) as error:
        raise ConnectionFailedError(
            f"no SQL server of Spark's answers at {settings.address}; start it, or set SPARK_HOST "
            f"and SPARK_PORT"
        ) from error
    with closing(connection):
        yield SqlServerConnection(connection)
