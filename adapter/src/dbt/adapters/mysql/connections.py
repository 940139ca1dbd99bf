"""Connections to MySQL and MariaDB."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from dbt.adapters.contracts.connection import AdapterResponse, Connection, ConnectionState
from dbt.adapters.events.logging import AdapterLogger
from dbt.adapters.mysql.credentials import MySQLCredentials
from dbt.adapters.mysql.locks import LockingConnectionManager
from dbt.adapters.mysql.sessions import CannotConnectYet, connect, message
from dbt_common.exceptions import DbtDatabaseError, DbtRuntimeError

import mysql.connector
from mysql.connector.constants import FieldType

logger = AdapterLogger("MySQL")

LOST = {2006, 2013, 2055, 4031}  # the session is gone
# Renames by several threads can deadlock in the server's own dictionary. DDL commits before it runs
# and is whole or nothing, so the one that the server gave up can be sent again. An error of this
# class (SQLSTATE 40) within other statements has undone their transaction, and stays an error.
DDL = re.compile(
    r"\s*(?:/\*.*?\*/\s*)*(?:alter|analyze|create|drop|rename|truncate)\b", re.I | re.S
)
DDL_ATTEMPTS = 5
DEADLOCK = mysql.connector.errors.InternalError
FAMILIES = {
    "INTEGER": ("TINY", "SHORT", "INT24", "LONG", "LONGLONG", "YEAR"),
    "DECIMAL": ("DECIMAL", "NEWDECIMAL"),
    "DOUBLE": ("FLOAT", "DOUBLE"),
    "VARCHAR": (
        "VARCHAR",
        "VAR_STRING",
        "STRING",
        "ENUM",
        "SET",
        "BLOB",
        "TINY_BLOB",
        "MEDIUM_BLOB",
        "LONG_BLOB",
    ),
    "DATETIME": ("DATETIME", "TIMESTAMP"),
    "DATE": ("DATE", "NEWDATE"),
}
TYPE_NAMES = {getattr(FieldType, code): name for name, codes in FAMILIES.items() for code in codes}


class MySQLConnectionManager(LockingConnectionManager):
    """Opens, uses, cancels and closes connections."""

    TYPE = "mysql"

    @classmethod
    def open(cls, connection: Connection) -> Connection:
        """Open a connection, trying again as often as the profile says."""
        if connection.state == ConnectionState.OPEN:
            return connection
        credentials: MySQLCredentials = connection.credentials
        return cls.retry_connection(
            connection,
            connect=lambda: connect(credentials),
            logger=logger,
            retryable_exceptions=[CannotConnectYet],
            retry_limit=credentials.retries,
        )

    def cancel(self, connection: Connection) -> None:
        """Stop a connection's query on the server, by means of a second connection."""
        thread = connection.handle.connection_id
        logger.debug(f"Cancelling query of connection '{connection.name}' ({thread})")
        try:
            killer = mysql.connector.connect(**connection.credentials.connect_arguments())
            killer.cursor().execute(f"kill query {thread}")
            killer.close()
        except mysql.connector.Error as error:
            logger.warning(f"Could not cancel query {thread}: {message(error)}")

    @contextmanager
    def exception_handler(self, sql: str) -> Iterator[None]:  # noqa: ARG002
        """Turn the driver's errors into dbt's."""
        try:
            yield
        except mysql.connector.Error as error:
            logger.debug(f"MySQL error: {error}")
            if error.errno in LOST:
                self._forget_session()
            else:
                self.rollback_if_open()
            raise DbtDatabaseError(message(error)) from error
        except Exception as error:
            self.rollback_if_open()
            if isinstance(error, DbtRuntimeError):
                raise
            raise DbtRuntimeError(str(error)) from error

    def _forget_session(self) -> None:
        connection = self.get_if_exists()
        if connection is not None:
            connection.transaction_open = False
            with suppress(Exception):
                connection.handle.close()
            connection.state = ConnectionState.CLOSED

    def add_query(self, sql: str, *args: Any, **kwargs: Any) -> tuple[Connection, Any]:
        """Run one or several statements; the cursor is left at the last one's result."""
        if DDL.match(sql):
            kwargs |= {"retryable_exceptions": (DEADLOCK,), "retry_limit": DDL_ATTEMPTS}
        connection, cursor = super().add_query(sql, *args, **kwargs)
        with self.exception_handler(sql):
            run_to_last_result(connection.handle, cursor)
        return connection, cursor

    @classmethod
    def get_response(cls, cursor: Any) -> AdapterResponse:
        """Say how a statement ended."""
        rows = cursor.rowcount if cursor.rowcount is not None and cursor.rowcount >= 0 else None
        message = "OK" if rows is None else f"SUCCESS {rows}"
        return AdapterResponse(_message=message, code="SUCCESS", rows_affected=rows)

    @classmethod
    def process_results(cls, column_names: Any, rows: Any) -> Iterator[dict[str, Any]]:
        """Make dictionaries of rows, with binary values as text where they are text."""
        return super().process_results(column_names, ([_plain(v) for v in row] for row in rows))

    @classmethod
    def data_type_code_to_name(cls, type_code: int | str) -> str:
        """Name a result column's family of types, which is all that expressions tell of it."""
        return TYPE_NAMES.get(type_code) or str(FieldType.get_info(int(type_code)))


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | bytearray):
        try:
            return value.decode()
        except UnicodeDecodeError:
            return value.hex()
    if isinstance(value, set):
        return ",".join(sorted(value))
    return value


def run_to_last_result(handle: Any, cursor: Any) -> None:
    """Leave a cursor at the result of the last of the statements it was given.

    Args:
        handle: The driver's connection.
        cursor: A cursor of that connection that has just executed something.
    """

    # Asking for a result after the last one would throw away the last one, so look first.
    def more() -> bool:
        return bool(getattr(handle, "more_results", getattr(handle, "_have_next_result", False)))

    try:
        while more():
            cursor.nextset()
    except mysql.connector.Error:
        raise
    except Exception as error:  # the C extension's own error class
        number = getattr(error, "errno", None)
        if number is None:
            raise
        raise mysql.connector.errors.get_mysql_exception(
            number, msg=getattr(error, "msg", None), sqlstate=getattr(error, "sqlstate", None)
        ) from error
