"""Servers from docker-compose.yml, where a Docker engine answers."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hospital.config import Engine, ServerSettings, preferred_port
from hospital.errors import ServerSetupError
from hospital.processes import run_captured

_ANSWER_SECONDS = 20
_START_SECONDS = 600  # a first start downloads the image


@dataclass(frozen=True)
class Compose:
    """The service of one engine in the project's docker-compose.yml."""

    engine: Engine
    project: Path  # the folder of docker-compose.yml and .env

    def available(self) -> bool:
        """Whether a Docker engine with compose answers."""
        if shutil.which("docker") is None:
            return False
        return all(
            _docker(self.project, *words, seconds=_ANSWER_SECONDS).returncode == 0
            for words in (("info",), ("compose", "version"))
        )

    def running(self) -> ServerSettings | None:
        """How to reach the service if it runs."""
        if not self.available() or self._configuration() is None:
            return None
        done = self._compose("ps", "--status", "running", "--services")
        if self.engine not in done.stdout.split():
            return None
        return self._settings()

    def start(self) -> ServerSettings:
        """Starts the service and waits until it is healthy.

        Where neither the environment nor .env gives a password, .env gets a random one.

        Raises:
            ServerSetupError: docker compose fails.
        """
        if self._configuration() is None:
            self._write_passwords()
        done = self._compose("up", "--detach", "--wait", self.engine)
        if done.returncode:
            raise _failed("docker compose up", done)
        return self._settings()

    def stop(self) -> bool:
        """Stops the service, its data stay in the volume; False if none ran.

        Raises:
            ServerSetupError: docker compose fails.
        """
        if self.running() is None:
            return False
        done = self._compose("stop", self.engine)
        if done.returncode:
            raise _failed("docker compose stop", done)
        return True

    def _settings(self) -> ServerSettings:
        configuration = self._configuration()
        if configuration is None:
            raise ServerSetupError(
                f"docker-compose.yml needs {self.engine.upper()}_PASSWORD; "
                f"set it, or write it into .env as .env.example shows"
            )
        service = configuration["services"][self.engine]
        prefix = self.engine.upper()
        (port,) = service["ports"]
        return ServerSettings(
            self.engine,
            "127.0.0.1",
            int(port.get("published", preferred_port(self.engine))),
            # compose writes a dollar sign as two
            service["environment"][f"{prefix}_USER"].replace("$$", "$"),
            service["environment"][f"{prefix}_PASSWORD"].replace("$$", "$"),
        )

    def _configuration(self) -> dict[str, Any] | None:
        """docker-compose.yml with its variables filled in; None while a password is missing."""
        done = self._compose("config", "--format", "json")
        if done.returncode == 0:
            configuration: dict[str, Any] = json.loads(done.stdout)
            return configuration
        if "PASSWORD" in done.stderr:
            return None
        raise _failed("docker compose config", done)

    def _write_passwords(self) -> None:
        path = self.project / ".env"
        if path.exists():
            raise ServerSetupError(
                f"{path} gives no MYSQL_PASSWORD and MARIADB_PASSWORD; "
                f"add both, as .env.example shows"
            )
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write("# Passwords of the servers in docker-compose.yml, drawn at random.\n")
            for name in ("MYSQL_PASSWORD", "MARIADB_PASSWORD"):
                file.write(f"{name}={secrets.token_urlsafe(18)}\n")
        print(f"wrote {path} with random passwords for the servers in Docker", file=sys.stderr)

    def _compose(self, *words: str) -> subprocess.CompletedProcess[str]:
        return _docker(self.project, "compose", "--profile", "*", *words, seconds=_START_SECONDS)


def _docker(folder: Path, *words: str, seconds: int) -> subprocess.CompletedProcess[str]:
    command = ["docker", *words]
    try:
        return run_captured(command, seconds, folder)
    except (OSError, subprocess.TimeoutExpired) as error:
        return subprocess.CompletedProcess(command, 1, "", str(error))


def _failed(what: str, done: subprocess.CompletedProcess[str]) -> ServerSetupError:
    said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    return ServerSetupError(
        f"'{what}' failed: {said[-1] if said else f'exit status {done.returncode}'}"
    )
