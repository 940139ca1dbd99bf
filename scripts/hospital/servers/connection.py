"""Connections to MySQL and MariaDB, with every foreseeable failure in one line."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import mysql.connector
from mysql.connector.abstracts import MySQLConnectionAbstract

from hospital.config import Engine, ServerSettings
from hospital.errors import (
    ConnectionFailedError,
    HospitalError,
    LoadError,
    UnsupportedServerError,
)

# MySQL: the first with the collation utf8mb4_0900_bin. MariaDB: the first with atomic renames.
_OLDEST = {Engine.MYSQL: (8, 0, 17), Engine.MARIADB: (10, 6, 1)}
_NAMES = {Engine.MYSQL: "MySQL", Engine.MARIADB: "MariaDB"}
_CONNECT_SECONDS = 10

_UNREACHABLE = {2002, 2003, 2005, 2013, 2055}
_DROPPED = {1053, 1927, 2006, 3169}
_OF_THE_DRIVER = -1  # no number of a server's: said of a connection that has gone before
_LOGIN = {1045, 1698}
_RIGHTS = {1044, 1142, 1143, 1227, 1370}
_DISK_FULL = {1021, 1114}  # also 3 and 1030, where the message says so
_TOO_MANY = {1040, 1203}


def connect(
    settings: ServerSettings, local_folder: Path | None = None, **options: Any
) -> MySQLConnectionAbstract:
    """An autocommitting connection in utf8mb4, to a server that is recent enough.

    `local_folder` allows LOAD DATA LOCAL INFILE from that folder alone.

    Raises:
        ConnectionFailedError: nothing listens there, or the login is refused.
        UnsupportedServerError: the server is too old or another product.
    """
    if local_folder is not None:
        options["allow_local_infile_in_path"] = str(local_folder)
    try:
        # No pool is asked for, so this is a plain connection.
        connection: MySQLConnectionAbstract = mysql.connector.connect(  # type: ignore[assignment]
            host=settings.host,
            port=settings.port,
            user=settings.user,
            password=settings.password,
            connection_timeout=_CONNECT_SECONDS,
            charset="utf8mb4",
            collation="utf8mb4_bin",
            autocommit=True,
            # The C extension loads or not depending on which libraries were imported before it.
            use_pure=True,
            **options,
        )
    except (mysql.connector.Error, OSError) as error:
        raise explained(error, settings) from error
    try:
        require_supported(settings.engine, str(scalar(connection, "select version()")))
    except HospitalError:
        connection.close()
        raise
    return connection


def require_supported(engine: Engine, version: str) -> None:
    """Checks what `select version()` said, such as `8.4.3` or `10.11.6-MariaDB`.

    Raises:
        UnsupportedServerError: too old, or the other product.
    """
    actual = Engine.MARIADB if "mariadb" in version.lower() else Engine.MYSQL
    if actual is not engine:
        raise UnsupportedServerError(
            f"{engine.upper()}_HOST and _PORT lead to a {_NAMES[actual]} server ({version}); "
            f"use --engine {actual}, or name a {_NAMES[engine]} server"
        )
    found = re.match(r"(\d+)\.(\d+)\.(\d+)", version)
    oldest = _OLDEST[engine]
    if found is None or tuple(map(int, found.groups())) < oldest:
        raise UnsupportedServerError(
            f"the server is {_NAMES[engine]} {version}; "
            f"at least {'.'.join(map(str, oldest))} is needed"
        )


def scalar(connection: MySQLConnectionAbstract, statement: str, parameters: Any = ()) -> Any:
    """The first value of the first row; None if there is no row."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        row = cursor.fetchone()
        cursor.fetchall()
    return None if row is None else row[0]  # type: ignore[index]


def explained(error: Exception, settings: ServerSettings) -> HospitalError:
    """The failure as one line that says what to do."""
    number = getattr(error, "errno", None)
    text = " ".join(str(error).split())
    prefix, where = settings.engine.upper(), settings.address
    if number in _UNREACHABLE:
        return ConnectionFailedError(
            f"no {_NAMES[settings.engine]} server answers at {where}; start one with "
            f"'hospital server up --engine {settings.engine}', or set {prefix}_HOST and "
            f"{prefix}_PORT ({text})"
        )
    if number in _DROPPED or (number == _OF_THE_DRIVER and "not available" in text):
        return ConnectionFailedError(f"the server at {where} has dropped the connection ({text})")
    if number in _LOGIN:
        return ConnectionFailedError(
            f"the server at {where} refuses user '{settings.user}'; "
            f"set {prefix}_USER and {prefix}_PASSWORD ({text})"
        )
    if number in _RIGHTS:
        return ConnectionFailedError(
            f"user '{settings.user}' lacks rights at {where}: it must create, fill and drop "
            f"the databases of this project ({text})"
        )
    if number in _TOO_MANY:
        return ConnectionFailedError(f"the server at {where} has no free connection ({text})")
    if number in _DISK_FULL or "errno: 28" in text or "No space left" in text:
        return LoadError(
            f"the disk of the server at {where} is full; free space and try again ({text})"
        )
    return LoadError(f"the server at {where} failed: {text}")
