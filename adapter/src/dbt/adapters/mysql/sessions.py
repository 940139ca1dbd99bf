"""Sessions on the server: how one begins, and how it serves one node after another."""

import re
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from dbt.adapters.contracts.connection import ConnectionState
from dbt.adapters.events.logging import AdapterLogger
from dbt.adapters.mysql.credentials import MySQLCredentials
from dbt.adapters.sql.connections import SQLConnectionManager

import mysql.connector

logger = AdapterLogger("MySQL")

OLDEST = {"mysql": (8, 0), "mariadb": (10, 6)}
TRANSIENT = {1040, 1203, 2002, 2003, 2005, 2006, 2013, 2055}  # worth another attempt to connect

# The driver's C library sets itself up within a process's first connection, and two threads that do
# so at once crash the process: one of them finds the set-up begun and goes on before it has ended.
_first_connection = Lock()
_library_is_set_up = False


class CannotConnect(Exception):  # noqa: N818
    """A refusal that will not go away by itself."""


class CannotConnectYet(Exception):  # noqa: N818
    """A refusal that another attempt may overcome."""


def connect(credentials: MySQLCredentials) -> Any:
    """Open a session.

    Raises:
        CannotConnect: the server or the profile refuses, with the reason.
        CannotConnectYet: another attempt may help.
    """
    for key in ("ssl_ca", "ssl_cert", "ssl_key"):
        path = getattr(credentials, key)
        if path and not Path(path).is_file():
            raise CannotConnect(f"The profile's {key} is '{path}', and there is no such file.")
    try:
        handle = _connected(credentials.connect_arguments())
    except mysql.connector.Error as error:
        again = error.errno in TRANSIENT
        raise (CannotConnectYet if again else CannotConnect)(message(error)) from error
    try:
        check_server(credentials.type, str(handle.server_info))
        _check_encryption(handle, credentials)
        start(handle, credentials)
    except mysql.connector.Error as error:
        handle.close()
        raise CannotConnect(message(error)) from error
    except CannotConnect:
        handle.close()
        raise
    return handle


def check_server(wanted: str, server: str) -> None:
    """Refuse the other server, and one that is too old, by what it says of its version."""
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


def _check_encryption(handle: Any, credentials: MySQLCredentials) -> None:
    # To a server without TLS the driver talks in the clear, whatever it was told to verify.
    if not (credentials.ssl_ca or credentials.ssl_verify_cert or credentials.ssl_verify_identity):
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


def start(handle: Any, credentials: MySQLCredentials) -> None:
    """Make of a new or reset session what dbt's statements expect."""
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
    if credentials.type == "mysql":
        settings.append("information_schema_stats_expiry = 0")
    else:
        # MariaDB joins by hash only when told to, and its splitting of derived tables runs
        # chains of common table expressions for minutes that need seconds without it.
        settings.append("join_cache_level = 8")
        settings.append("optimizer_switch = 'split_materialized=off'")
    cursor = handle.cursor()
    cursor.execute("set " + ", ".join(settings))
    # Reads then take no locks, in `create table ... as select` too.
    cursor.execute("set session transaction isolation level read committed")
    with suppress(mysql.connector.Error):  # dbt creates the schema later
        cursor.execute("use `{}`".format(credentials.schema.replace("`", "``")))
    cursor.close()


def _connected(arguments: dict[str, Any]) -> Any:
    global _library_is_set_up
    if _library_is_set_up:
        return mysql.connector.connect(**arguments)
    with _first_connection:
        try:
            return mysql.connector.connect(**arguments)
        finally:
            _library_is_set_up = True


def message(error: mysql.connector.Error) -> str:
    """Say the driver's error in one line."""
    text = str(error.msg or error).strip()
    return f"{error.errno} ({error.sqlstate}): {text}" if error.errno and error.errno > 0 else text


class KeepingConnectionManager(SQLConnectionManager):
    """Connections that outlive the node that opened them."""

    def release(self) -> None:
        """Keep the session for the thread's next node, as good as new: a login costs more."""
        connection = self.get_if_exists()
        if (
            connection is not None
            and connection.state == ConnectionState.OPEN
            and not connection.transaction_open
        ):
            try:
                if connection.handle.cmd_reset_connection():  # not if it is lost
                    start(connection.handle, connection.credentials)
                    return
            except mysql.connector.Error as error:
                logger.debug(f"Not kept: {message(error)}")
        super().release()
