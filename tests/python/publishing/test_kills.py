"""A publish that is killed leaves the old star or the new one, and the next publish goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from hospital.config import Engine, duckdb_path, project_folder, server_settings
from hospital.publishing.warehouse import open_warehouse
from hospital.servers.connection import connect
from hospital.servers.sandbox import Sandbox

from .conftest import Place
from .test_exchange import NOON

# where the process kills itself, or the server with the process id that it is given
_PROGRAM = """
import itertools, os, signal, sys
from datetime import datetime
from hospital.config import Engine
from hospital.publishing import duckdb, server
from hospital.publishing.warehouse import open_warehouse

engine, moment, victim = Engine(sys.argv[1]), sys.argv[2], int(sys.argv[3]) or os.getpid()
kind = duckdb._Warehouse if engine is Engine.DUCKDB else server._Warehouse

def die(*_):
    os.kill(victim, signal.SIGKILL)

def after(method):
    return lambda *given: (method(*given), die())[0]

match moment:
    case "while tables are copied":
        calls, copy = itertools.count(1), kind._copy
        kind._copy = lambda *given: die() if next(calls) == 2 else copy(*given)
    case "before the exchange":
        if engine is Engine.DUCKDB:
            kind._declare_contents = after(kind._declare_contents)
        else:
            kind._rename = die
    case "after the exchange":
        if engine is Engine.DUCKDB:
            kind._publish = after(kind._publish)
        else:
            kind._rename = after(kind._rename)
with open_warehouse(engine, os.environ) as warehouse:
    warehouse.publish(["fact", "other"], datetime(2026, 1, 2))
"""
MOMENTS = ["while tables are copied", "before the exchange", "after the exchange"]


def _killed_publish(place: Place, moment: str, victim: int = 0) -> int:
    command = [sys.executable, "-c", _PROGRAM, place.engine.value, moment, str(victim)]
    done = subprocess.run(command, env=place.environment, capture_output=True, check=False)
    return done.returncode


def _prepare(place: Place) -> None:
    for value in (1, 2):
        for name in ("fact", "other"):
            place.build(name, value)
        if value == 1:
            with open_warehouse(place.engine, place.environment) as warehouse:
                warehouse.publish(["fact", "other"], NOON)


def _check(place: Place, moment: str) -> None:
    number = 2 if moment == "after the exchange" else 1
    assert place.live() == {"fact": [number], "other": [number]}
    with open_warehouse(place.engine, place.environment) as warehouse:
        assert warehouse.contents(place.schemas.live).number == number
        assert warehouse.publish(["fact", "other"], NOON).number == number + 1
    assert place.live() == {"fact": [2], "other": [2]}
    assert place.shown(place.schemas.previous) == {"fact": [number], "other": [number]}
    assert place.schema_names() == {"", "_build", "_previous"}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_publish_is_mended_by_the_next(place: Place, moment: str) -> None:
    _prepare(place)
    assert _killed_publish(place, moment) == -signal.SIGKILL
    _check(place, moment)


@pytest.fixture(scope="module")
def private_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    software = project_folder() / "data" / "servers" / Engine.MYSQL / "software"
    sandbox = Sandbox(Engine.MYSQL, tmp_path_factory.mktemp("server"), software, port=0)
    sandbox.start()
    yield sandbox
    sandbox.stop()


def _place_on(sandbox: Sandbox, folder: Path) -> Place:
    settings = sandbox.start()
    return Place(
        Engine.MYSQL,
        os.environ
        | {
            "OLAP_DATABASE": "killed_olap",
            "MYSQL_HOST": settings.host,
            "MYSQL_PORT": str(settings.port),
            "MYSQL_USER": settings.user,
            "MYSQL_PASSWORD": settings.password,
            "DBT_TARGET_PATH": str(folder),
        },
    )


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_server_has_lost_nothing(
    private_server: Sandbox, tmp_path: Path, moment: str
) -> None:
    place = _place_on(private_server, tmp_path)
    _prepare(place)
    pid = private_server.process_id()
    assert pid is not None
    assert _killed_publish(place, moment, pid) == 1
    with suppress(ChildProcessError):  # its last thread may go later than the first
        os.waitpid(pid, 0)
    assert private_server.process_id() is None

    place = _place_on(private_server, tmp_path)
    _check(place, moment)
    for suffix in place.schema_names():
        place.run(f"drop database `{place.schemas.live}{suffix}`")


def test_a_commit_outlives_the_server(private_server: Sandbox, tmp_path: Path) -> None:
    place = _place_on(private_server, tmp_path)
    place.build("fact")
    with (
        closing(connect(server_settings(Engine.MYSQL, place.environment))) as connection,
        connection.cursor() as cursor,
    ):
        for value in range(20):
            cursor.execute(f"insert into {place.schemas.build}.fact values ({value}, 0)")
        assert private_server.kill()

    place = _place_on(private_server, tmp_path)
    assert place.shown(place.schemas.build)["fact"] == list(range(20))
    place.run(f"drop database `{place.schemas.build}`")


_PROGRAM_ON_A_FULL_DISK = """
import resource, sys
from hospital import cli
from hospital.publishing import publish

size = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
publish.build_and_test = lambda *_: publish.Audited(("fact", "other"), passed=1, warned=0)
sys.exit(cli.run(["publish", "--engine", "duckdb"]))
"""


@pytest.mark.parametrize("place", [Engine.DUCKDB], indirect=True)
def test_a_full_disk_changes_nothing(place: Place) -> None:
    _prepare(place)
    rows = "select hash(range) % 9223372036854775807, 0 from range(400000)"  # do not compress
    place.run(f"insert into {place.schemas.build}.fact {rows}")
    file = duckdb_path(place.environment)
    limit = file.stat().st_size
    command = [sys.executable, "-c", _PROGRAM_ON_A_FULL_DISK, str(limit)]
    done = subprocess.run(
        command, env=place.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last == f"error: the disk of {file} is full; free space and try again"
    assert place.live() == {"fact": [1], "other": [1]}
    with open_warehouse(place.engine, place.environment) as warehouse:
        assert warehouse.publish(["fact", "other"], NOON).rows == {"fact": 400_001, "other": 1}
