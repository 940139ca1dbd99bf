"""Connections to MySQL and MariaDB."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar

from dbt.adapters.contracts.connection import (
    AdapterResponse,
    Connection,
    ConnectionState,
    Credentials,
)
from dbt.adapters.events.logging import AdapterLogger
from dbt.adapters.mysql.locks import LockingConnectionManager
from dbt_common.dataclass_schema import ValidationError
from dbt_common.exceptions import DbtDatabaseError, DbtRuntimeError

import mysql.connector
from mysql.connector.constants import FieldType

logger = AdapterLogger("MySQL")

OLDEST = {"mysql": (8, 0), "mariadb": (10, 6)}
TRANSIENT = {1040, 1203, 2002, 2003, 2005, 2006, 2013, 2055}  # worth another attempt to connect
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


# The driver's C library sets itself up within a process's first connection, and two threads that do
# so at once crash the process: one of them finds the set-up begun and goes on before it has ended.
_first_connection = Lock()
_library_is_set_up = False


class CannotConnect(Exception):  # noqa: N818
    """A refusal that will not go away by itself."""


class CannotConnectYet(Exception):  # noqa: N818
    """A refusal that another attempt may overcome."""


@dataclass
class MySQLCredentials(Credentials):
    """A profile's target of type mysql."""

    database: str | None = None  # type: ignore[assignment]  # MySQL has no level above the schema
    schema: str = ""
    host: str = "localhost"
    port: int = 3306
    user: str | None = None
    password: str | None = None
    charset: str = "utf8mb4"
    collation: str | None = None
    unix_socket: str | None = None
    ssl_disabled: bool | None = None
    ssl_ca: str | None = None
    ssl_cert: str | None = None
    ssl_key: str | None = None
    ssl_verify_cert: bool | None = None
    ssl_verify_identity: bool | None = None
    connect_timeout: int = 10
    retries: int = 1

    _ALIASES: ClassVar[dict[str, str]] = {
        "server": "host",
        "username": "user",
        "pass": "password",
    }

    def __post_init__(self) -> None:
        """Refuse what MySQL cannot mean."""
        if not self.schema:
            raise ValidationError("the target needs a schema, the database dbt builds in.")
        if self.database and self.database != self.schema:
            raise ValidationError(
                f"database is '{self.database}' and schema is '{self.schema}', but on MySQL they "
                "are the same thing: leave database out or give it the schema's name."
            )
        self.database = None
        for name in (self.charset, self.collation):
            if name and not re.fullmatch(r"\w+", name):
                raise ValidationError(f"'{name}' is not the name of a charset or collation.")

    @property
    def type(self) -> str:
        """The adapter type as profiles.yml writes it."""
        return "mysql"

    @property
    def unique_field(self) -> str:
        """What dbt hashes to tell installations apart."""
        return self.host

    def _connection_keys(self) -> tuple[str, ...]:
        return (
            "host",
            "port",
            "unix_socket",
            "user",
            "schema",
            "charset",
            "collation",
            "ssl_disabled",
            "connect_timeout",
            "retries",
        )

    def connect_arguments(self) -> dict[str, Any]:
        """Give the driver's arguments, with nothing that the profile leaves out."""
        ssl = {
            key: value
            for key, value in vars(self).items()
            if key.startswith("ssl_") and value is not None
        }
        where: dict[str, Any] = (
            {"unix_socket": self.unix_socket}
            if self.unix_socket
            else {"host": self.host, "port": self.port}
        )
        return {
            **where,
            **ssl,
            "user": self.user or "",
            "password": self.password or "",
            "connection_timeout": self.connect_timeout,
            # dbt opens its own transactions; what it runs outside of them must not hold locks.
            "autocommit": True,
            "buffered": True,
        }


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
            connect=lambda: cls._connect(credentials),
            logger=logger,
            retryable_exceptions=[CannotConnectYet],
            retry_limit=credentials.retries,
        )

    @classmethod
    def _connect(cls, credentials: MySQLCredentials) -> Any:
        for key in ("ssl_ca", "ssl_cert", "ssl_key"):
            path = getattr(credentials, key)
            if path and not Path(path).is_file():
                raise CannotConnect(f"The profile's {key} is '{path}', and there is no such file.")
        try:
            handle = _connected(credentials.connect_arguments())
        except mysql.connector.Error as error:
            again = error.errno in TRANSIENT
            raise (CannotConnectYet if again else CannotConnect)(_message(error)) from error
        try:
            cls._check_server(credentials.type, str(handle.server_info))
            cls._check_encryption(handle, credentials)
            cls._start_session(handle, credentials)
        except mysql.connector.Error as error:
            handle.close()
            raise CannotConnect(_message(error)) from error
        except CannotConnect:
            handle.close()
            raise
        return handle

    @staticmethod
    def _check_server(wanted: str, server: str) -> None:
        found = "mariadb" if "mariadb" in server.lower() else "mysql"
        names = {"mysql": "MySQL", "mariadb": "MariaDB"}
        # MariaDB may put 5.5.5- before its own version.
        match = re.match(r"(?:5\.5\.5-)?(\d+)\.(\d+)", server)
        version = (int(match[1]), int(match[2])) if match else (0, 0)
        if found != wanted:
            raise CannotConnect(
                f"The profile says type: {wanted} but the server is {names[found]} "
                f"{version[0]}.{version[1]}: use type: {found}."
            )
        if version < OLDEST[found]:
            raise CannotConnect(
                f"The server is {names[found]} {version[0]}.{version[1]}; this adapter needs "
                f"{names[found]} {'.'.join(map(str, OLDEST[found]))} or later."
            )

    @staticmethod
    def _check_encryption(handle: Any, credentials: MySQLCredentials) -> None:
        # To a server without TLS the driver talks in the clear, whatever it was told to verify.
        if not (
            credentials.ssl_ca or credentials.ssl_verify_cert or credentials.ssl_verify_identity
        ):
            return
        cursor = handle.cursor()
        cursor.execute("show session status like 'Ssl_cipher'")
        row = cursor.fetchone()
        cursor.close()
        if not row or not row[1]:
            raise CannotConnect(
                "The profile asks for TLS with a verified certificate, which the server does not "
                "offer: enable TLS there or leave the ssl_ settings out."
            )

    @staticmethod
    def _start_session(handle: Any, credentials: MySQLCredentials) -> None:
        # Before each statement the driver would ask the server whether it is still there: the
        # statement itself finds out.
        handle.is_connected = lambda: True
        collate = f" collate {credentials.collation}" if credentials.collation else ""
        settings = [
            f"names {credentials.charset}{collate}",
            "time_zone = '+00:00'",
            "sql_mode = concat_ws(',', nullif(@@sql_mode, ''), 'STRICT_TRANS_TABLES',"
            " 'ERROR_FOR_DIVISION_BY_ZERO', 'NO_ENGINE_SUBSTITUTION')",
            "group_concat_max_len = 16777216",  # 1 kB on MySQL, and what is over it is cut off
        ]
        # Reads then take no locks, in `create table ... as select` too.
        isolation = "'READ-COMMITTED'"
        if credentials.type == "mysql":
            settings.append(f"transaction_isolation = {isolation}")
            settings.append("information_schema_stats_expiry = 0")
        else:
            settings.append(f"tx_isolation = {isolation}")
            # MariaDB joins by hash only when told to, and its splitting of derived tables runs
            # chains of common table expressions for minutes that need seconds without it.
            settings.append("join_cache_level = 8")
            settings.append("optimizer_switch = 'split_materialized=off'")
        cursor = handle.cursor()
        cursor.execute("set " + ", ".join(settings))
        with suppress(mysql.connector.Error):  # dbt creates the schema later
            cursor.execute("use `{}`".format(credentials.schema.replace("`", "``")))
        cursor.close()

    def release(self) -> None:
        """Keep the session for the thread's next node, as good as new: a login costs more."""
        connection = self.get_if_exists()
        if (
            connection is not None
            and connection.state == ConnectionState.OPEN
            and not connection.transaction_open
        ):
            try:
                connection.handle.cmd_reset_connection()
                self._start_session(connection.handle, connection.credentials)
                return
            except mysql.connector.Error as error:
                logger.debug(f"Not kept: {_message(error)}")
        super().release()

    def cancel(self, connection: Connection) -> None:
        """Stop a connection's query on the server, by means of a second connection."""
        thread = connection.handle.connection_id
        logger.debug(f"Cancelling query of connection '{connection.name}' ({thread})")
        try:
            killer = mysql.connector.connect(**connection.credentials.connect_arguments())
            killer.cursor().execute(f"kill query {thread}")
            killer.close()
        except mysql.connector.Error as error:
            logger.warning(f"Could not cancel query {thread}: {_message(error)}")

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
            raise DbtDatabaseError(_message(error)) from error
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


def _connected(arguments: dict[str, Any]) -> Any:
    global _library_is_set_up
    if _library_is_set_up:
        return mysql.connector.connect(**arguments)
    with _first_connection:
        try:
            return mysql.connector.connect(**arguments)
        finally:
            _library_is_set_up = True


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


def _message(error: mysql.connector.Error) -> str:
    text = str(error.msg or error).strip()
    return f"{error.errno} ({error.sqlstate}): {text}" if error.errno and error.errno > 0 else text
