"""What a server may refuse, each in one line that says what to do."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import mysql.connector
import pytest

from hospital.config import Engine, ServerSettings
from hospital.errors import (
    ConnectionFailedError,
    DataExistsError,
    HospitalError,
    LoadError,
    UnsupportedServerError,
)
from hospital.schema.tables import BY_NAME
from hospital.servers.connection import connect, explained, require_supported
from hospital.servers.sandbox import Sandbox
from hospital.sinks import side_database
from hospital.sinks.mysql import ServerSink
from hospital.verification.connections import Reader

from ..sinks.sample import NASTY, blocks


@pytest.fixture
def settings(sandbox: Sandbox) -> ServerSettings:
    return sandbox.start()


def run(settings: ServerSettings, *statements: str) -> list[tuple[object, ...]]:
    connection = connect(settings)
    rows: list[tuple[object, ...]] = []
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
            rows = [tuple(row) for row in cursor.fetchall()] if cursor.description else []
    connection.close()
    return rows


@contextmanager
def user(settings: ServerSettings, *grants: str) -> Iterator[ServerSettings]:
    """A user with a password and those rights."""
    name = "'limited'@'127.0.0.1'"
    run(settings, f"create user {name} identified by 's3cret'")
    run(settings, *(f"grant {grant} to {name}" for grant in grants))
    try:
        yield replace(settings, user="limited", password="s3cret")
    finally:
        run(settings, f"drop user {name}")


def test_a_user_with_a_password_and_rights_to_the_databases_can_load(
    settings: ServerSettings,
) -> None:
    with user(settings, "all on `limited%`.*") as limited:
        ServerSink(limited, "limited_oltp").load(blocks(1), replace=False)
        assert run(limited, "select count(*) from limited_oltp.patients") == [(len(NASTY),)]
    run(settings, "drop database limited_oltp")


def test_a_wrong_password(settings: ServerSettings) -> None:
    with (
        user(settings) as limited,
        pytest.raises(ConnectionFailedError, match=r"refuses user 'limited'; set \w+_USER and"),
    ):
        connect(replace(limited, password="guess"))


def test_missing_rights(settings: ServerSettings) -> None:
    with (
        user(settings) as limited,
        pytest.raises(ConnectionFailedError, match="'limited' lacks rights"),
    ):
        ServerSink(limited, "oltp").load(blocks(), replace=False)


def test_nothing_listens_there(settings: ServerSettings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = replace(settings, port=free.getsockname()[1])
    with pytest.raises(ConnectionFailedError, match="hospital server up --engine"):
        connect(nowhere)


def test_the_other_engine(settings: ServerSettings) -> None:
    other = Engine.MARIADB if settings.engine is Engine.MYSQL else Engine.MYSQL
    with pytest.raises(UnsupportedServerError, match=f"use --engine {settings.engine}"):
        connect(replace(settings, engine=other))


@pytest.mark.parametrize(
    ("engine", "version"),
    [
        (Engine.MYSQL, "5.7.44"),
        (Engine.MYSQL, "8.0.16"),
        (Engine.MARIADB, "10.5.23-MariaDB-log"),
        (Engine.MARIADB, "unreadable-mariadb"),
    ],
)
def test_a_server_that_is_too_old(engine: Engine, version: str) -> None:
    with pytest.raises(UnsupportedServerError, match="at least"):
        require_supported(engine, version)


@pytest.mark.parametrize(
    ("engine", "version"),
    [
        (Engine.MYSQL, "8.0.17"),
        (Engine.MYSQL, "9.7.4-2"),
        (Engine.MARIADB, "10.6.1-MariaDB"),
        (Engine.MARIADB, "11.4.2-MariaDB-ubu2404"),
    ],
)
def test_a_server_that_is_recent_enough(engine: Engine, version: str) -> None:
    require_supported(engine, version)


@pytest.mark.parametrize(
    ("number", "text"),
    [(1114, "The table 'patients' is full"), (3, "Error writing file (errno: 28)"), (1021, "full")],
)
def test_a_full_disk_of_the_server(settings: ServerSettings, number: int, text: str) -> None:
    error = mysql.connector.DatabaseError(msg=text, errno=number)
    said = explained(error, settings)
    assert isinstance(said, LoadError)
    assert "full; free space" in str(said)


@pytest.mark.parametrize("number", [1053, 1927, 2006, 2013, 2055, 3169])
def test_a_connection_that_the_server_dropped(settings: ServerSettings, number: int) -> None:
    said = explained(mysql.connector.OperationalError(msg="gone", errno=number), settings)
    assert isinstance(said, ConnectionFailedError)


def test_a_reader_whose_connection_has_gone_says_so_each_time(settings: ServerSettings) -> None:
    with closing(connect(settings)) as connection:
        reader = Reader(settings.engine, connection)
        ((number,),) = reader.rows("select connection_id()")
        run(settings, f"kill {number}")
        for _ in range(2):  # the driver tells a dropped connection, and then one that is not there
            with pytest.raises(ConnectionFailedError, match="has dropped the connection"):
                reader.rows("select 1")


def test_without_local_infile_the_rows_are_inserted(
    settings: ServerSettings, capfd: pytest.CaptureFixture[str]
) -> None:
    run(settings, "set global local_infile = 0")
    try:
        ServerSink(settings, "inserted").load(blocks(2), replace=False)
    finally:
        run(settings, "set global local_infile = 1")
    ServerSink(settings, "streamed").load(blocks(2), replace=False)

    said = capfd.readouterr().err
    assert said.count("local_infile is off") == said.count("\n") == 1
    for table in BY_NAME:
        inserted, streamed = (
            run(settings, f"select * from {database}.{table} order by 1")
            for database in ("inserted", "streamed")
        )
        assert inserted == streamed
    assert [row[1] for row in run(settings, "select * from inserted.patients")] == list(NASTY * 2)
    run(settings, "drop database inserted", "drop database streamed")


def test_two_loads_at_once(settings: ServerSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_database, "_LOCK_SECONDS", 0)
    other = connect(settings)
    with other.cursor() as cursor:
        cursor.execute("select get_lock('hospital:oltp', 0)")
        cursor.fetchall()
    with pytest.raises(LoadError, match="another load into oltp is under way"):
        ServerSink(settings, "oltp").load(blocks(), replace=True)
    other.close()


def test_a_table_of_the_user_that_references_ours_is_not_orphaned(
    settings: ServerSettings,
) -> None:
    sink = ServerSink(settings, "oltp")
    sink.load(blocks(1), replace=False)
    run(
        settings,
        "create table oltp.notes (note_id int primary key, patient_id bigint not null, "
        "foreign key (patient_id) references patients (patient_id))",
        "insert into oltp.notes values (1, 1)",
    )
    with pytest.raises(LoadError, match=r"oltp\.notes has a foreign key"):
        sink.load(blocks(2), replace=True)
    assert run(settings, "select count(*) from oltp.patients") == [(len(NASTY),)]
    run(settings, "drop table oltp.notes", "create table oltp.mine (a int primary key)")

    sink.load(blocks(2), replace=True)
    assert run(settings, "select count(*) from oltp.mine") == [(0,)]
    with pytest.raises(DataExistsError):
        sink.create_empty()
    run(settings, "drop database oltp")


def test_every_message_is_one_line(settings: ServerSettings) -> None:
    error: HospitalError = explained(mysql.connector.Error(msg="two\nlines", errno=9999), settings)
    assert "\n" not in str(error)
