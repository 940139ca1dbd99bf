from __future__ import annotations

import json
import os
import socket
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from hospital.config import ServerSettings, preferred_port
from hospital.errors import ServerSetupError
from hospital.servers.connection import connect, scalar
from hospital.servers.sandbox import Sandbox


def _settings(sandbox: Sandbox) -> ServerSettings:
    settings = sandbox.running()
    assert settings is not None
    return settings


def test_it_listens_on_the_loopback_address_alone(sandbox: Sandbox) -> None:
    connection = connect(_settings(sandbox))
    assert scalar(connection, "select @@bind_address") == "127.0.0.1"
    connection.close()


def test_a_second_start_is_the_same_server(sandbox: Sandbox) -> None:
    assert sandbox.start() == _settings(sandbox)


def test_databases_outlive_a_stop_and_a_start(sandbox: Sandbox) -> None:
    connection = connect(_settings(sandbox))
    with connection.cursor() as cursor:
        cursor.execute("create database kept")
    connection.close()

    assert sandbox.stop()
    assert sandbox.running() is None
    assert not sandbox.stop()
    sandbox.start()

    connection = connect(_settings(sandbox))
    statement = "select 1 from information_schema.schemata where schema_name = 'kept'"
    assert scalar(connection, statement) == 1
    connection.close()


def test_another_port_is_taken_when_the_preferred_one_is_in_use(sandbox: Sandbox) -> None:
    sandbox.stop()
    with socket.socket() as other:
        # As the servers do: connections that have just ended leave the port to be taken.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", preferred_port(sandbox.engine)))
            other.listen()
        except OSError:
            pass  # a server has it already, which is the same case
        settings = sandbox.start()
    assert settings.port != preferred_port(sandbox.engine)


@pytest.mark.parametrize("started", [0, None], ids=["another process", "no process"])
def test_a_record_of_a_process_that_is_not_the_server_is_ignored(
    sandbox: Sandbox, tmp_path: Path, started: int | None
) -> None:
    stale = replace(sandbox, folder=tmp_path)
    with subprocess.Popen(["sleep", "60"]) as bystander:
        pid = bystander.pid if started is not None else 2**22 + 1  # above the largest id
        record = {"pid": pid, "started": 0, "port": 1}
        (tmp_path / "server.json").write_text(json.dumps(record))

        assert stale.running() is None
        assert not stale.stop()
        assert bystander.poll() is None
        bystander.kill()


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"pid": 1}'])
def test_a_damaged_record_counts_as_none(sandbox: Sandbox, tmp_path: Path, text: str) -> None:
    (tmp_path / "server.json").write_text(text)
    assert replace(sandbox, folder=tmp_path).running() is None


def test_a_server_that_cannot_start_says_why_in_one_line(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "ibdata1").write_text("no tablespace")
    broken = replace(sandbox, folder=tmp_path)

    with pytest.raises(ServerSetupError, match=r"did not start: .+") as caught:
        broken.start()

    assert "\n" not in str(caught.value)
    assert broken.running() is None
    assert not (tmp_path / "server.json").exists()


def test_an_initialisation_that_broke_off_starts_anew(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "data.partial").mkdir()
    (tmp_path / "data.partial" / "half").write_text("")
    anew = replace(sandbox, folder=tmp_path)
    anew.start()
    assert anew.stop()
    assert not (tmp_path / "data" / "half").exists()


def test_the_process_ends_with_the_sandbox(sandbox: Sandbox) -> None:
    pid = json.loads((sandbox.folder / "server.json").read_text())["pid"]
    os.kill(pid, 0)
    sandbox.stop()
    state = Path(f"/proc/{pid}/stat")
    assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"
    sandbox.start()
