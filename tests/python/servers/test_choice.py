"""Which server is taken, with a docker that only plays its part."""

from __future__ import annotations

import json
import os
import shlex
import stat
import subprocess
from pathlib import Path

import pytest

from hospital import servers
from hospital.config import Engine, ServerSettings, server_settings
from hospital.errors import ConnectionFailedError, ServerSetupError, SettingError
from hospital.servers import Server
from hospital.servers.docker import Compose
from hospital.servers.sandbox import Sandbox

# Behaves as docker compose: refuses without passwords, remembers what runs, doubles dollar signs.
DOCKER = """#!/bin/sh
echo "$@" >> "{folder}/calls"
if [ -f .env ]; then . ./.env; fi
case "$*" in
    info | "compose version") exit 0;;
esac
if [ -z "$MYSQL_PASSWORD" ]; then
    echo "required variable MYSQL_PASSWORD is missing a value" >&2; exit 1
fi
case "$*" in
    *config*) sed "s/PASSWORD_HERE/$MYSQL_PASSWORD/" "{folder}/config.json";;
    *" ps "*) cat "{folder}/running" 2>/dev/null || true;;
    *" up "*) echo mysql > "{folder}/running";;
    *" stop "*) rm "{folder}/running";;
esac
"""
SERVICE = {
    "ports": [{"target": 3306, "published": "4406"}],
    "environment": {"MYSQL_USER": "hospital", "MYSQL_PASSWORD": "PASSWORD_HERE"},
}


@pytest.fixture
def compose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compose:
    docker = tmp_path / "bin" / "docker"
    docker.parent.mkdir()
    docker.write_text(DOCKER.format(folder=tmp_path))
    docker.chmod(0o755)
    (tmp_path / "config.json").write_text(json.dumps({"services": {"mysql": SERVICE}}))
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.setenv("PATH", str(docker.parent), prepend=":")
    monkeypatch.delenv("MYSQL_PASSWORD", raising=False)
    compose = Compose(Engine.MYSQL, project)
    monkeypatch.setattr(servers, "_compose", lambda _engine: compose)
    sandbox = Sandbox(Engine.MYSQL, tmp_path / "sandbox", tmp_path / "software")
    monkeypatch.setattr(servers, "_sandbox", lambda _engine: sandbox)
    monkeypatch.delenv("MYSQL_HOST", raising=False)
    return compose


def test_docker_is_used_where_it_answers_with_a_random_password_kept_in_env(
    compose: Compose, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert servers.find_server(Engine.MYSQL) is None
    server = servers.ensure_server(Engine.MYSQL)

    assert server.source == "docker"
    assert (server.settings.host, server.settings.port) == ("127.0.0.1", 4406)
    env = compose.project / ".env"
    assert f"MYSQL_PASSWORD={server.settings.password}\n" in env.read_text()
    assert len(server.settings.password) >= 20
    assert stat.S_IMODE(env.stat().st_mode) == 0o600
    assert server.settings.password not in capsys.readouterr().err
    assert "compose --profile * up --detach --wait mysql" in (tmp_path / "calls").read_text()

    assert servers.ensure_server(Engine.MYSQL) == server
    assert servers.stop_server(Engine.MYSQL) == "docker"
    assert servers.stop_server(Engine.MYSQL) is None


def test_an_env_file_without_passwords_is_not_changed(compose: Compose) -> None:
    env = compose.project / ".env"
    env.write_text("MYSQL_PORT=4406\n")
    with pytest.raises(ServerSetupError, match=r"gives no MYSQL_PASSWORD"):
        compose.start()
    assert env.read_text() == "MYSQL_PORT=4406\n"


def test_a_dollar_sign_in_a_password_comes_back_single(
    compose: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYSQL_PASSWORD", "a$$b")  # as compose prints a$b
    assert compose.start().password == "a$b"


def test_a_docker_that_fails_says_why(
    compose: Compose, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MYSQL_PASSWORD", "x")
    docker = tmp_path / "bin" / "docker"
    docker.write_text(
        docker.read_text().replace('*" up "*)', '*" up "*) echo "port is taken" >&2; exit 1;;\n*x)')
    )
    with pytest.raises(ServerSetupError, match="'docker compose up' failed: port is taken"):
        compose.start()


def test_a_docker_that_does_not_answer_is_not_used(compose: Compose, tmp_path: Path) -> None:
    (tmp_path / "bin" / "docker").write_text("#!/bin/sh\nexit 1\n")
    assert not compose.available()
    assert compose.running() is None


def test_the_server_of_the_environment_comes_first_and_is_never_stopped(
    compose: Compose, monkeypatch: pytest.MonkeyPatch
) -> None:
    compose.start()
    monkeypatch.setenv("MYSQL_HOST", "127.0.0.1")
    monkeypatch.setenv("MYSQL_PORT", "1")
    with pytest.raises(ConnectionFailedError, match=r"127\.0\.0\.1:1;"):
        servers.ensure_server(Engine.MYSQL)


def test_exports_survive_the_shell() -> None:
    password = "a'b\"c $(echo no) `x` \\ d"
    settings = ServerSettings(Engine.MARIADB, "127.0.0.1", 4407, "hospital", password)
    shown = subprocess.run(
        [
            "bash",
            "-c",
            'eval "$1"; python3 -c "$2"',
            "-",
            Server(settings, "docker").exports(),
            SHOW,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == password
    assert shlex.split(Server(settings, "docker").exports())[0] == "export"


SHOW = "import os, sys; sys.stdout.write(os.environ['MARIADB_PASSWORD'])"


def test_settings_come_from_the_environment_with_dbt_s_defaults() -> None:
    assert server_settings(Engine.MARIADB, {}) == ServerSettings(
        Engine.MARIADB, "127.0.0.1", 33307, "hospital", ""
    )
    given = {"MYSQL_HOST": "db", "MYSQL_PORT": "3306", "MYSQL_USER": "u", "MYSQL_PASSWORD": "p"}
    assert server_settings(Engine.MYSQL, given) == ServerSettings(
        Engine.MYSQL, "db", 3306, "u", "p"
    )


@pytest.mark.parametrize("port", ["", "x", "0", "65536", "-1", "³"])
def test_a_port_that_is_none(port: str) -> None:
    with pytest.raises(SettingError, match="MYSQL_PORT"):
        server_settings(Engine.MYSQL, os.environ | {"MYSQL_PORT": port})
