"""Where a MySQL or MariaDB server comes from: the environment, Docker, or a private sandbox."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from hospital.config import Engine, ServerSettings, project_folder, server_settings
from hospital.servers.connection import connect
from hospital.servers.docker import Compose
from hospital.servers.sandbox import Sandbox

__all__ = ["Server", "ensure_server", "find_server", "stop_server"]


@dataclass(frozen=True)
class Server:
    """A server that answers, and where it came from: `environment`, `docker` or `sandbox`."""

    settings: ServerSettings
    source: str

    def exports(self) -> str:
        """The shell lines that name the server to dbt and to this command line."""
        settings, prefix = self.settings, self.settings.engine.upper()
        values = {
            "HOST": settings.host,
            "PORT": str(settings.port),
            "USER": settings.user,
            "PASSWORD": settings.password,
        }
        return "\n".join(
            f"export {prefix}_{name}={shlex.quote(value)}" for name, value in values.items()
        )


def ensure_server(engine: Engine) -> Server:
    """A server of that engine: the one that runs, else a new one in Docker or as a sandbox.

    Raises:
        ConnectionFailedError: the server that the environment names does not answer.
        UnsupportedServerError: it is too old or of the other engine.
        ServerSetupError: none can be started; says what is missing.
    """
    found = find_server(engine)
    if found is not None:
        return found
    compose = _compose(engine)
    if compose.available():
        print(f"starting {engine} with docker compose …", file=sys.stderr)
        return Server(compose.start(), "docker")
    sandbox = _sandbox(engine)
    print(f"starting a private {engine} server in {sandbox.folder} …", file=sys.stderr)
    return Server(sandbox.start(), "sandbox")


def find_server(engine: Engine, environment: Mapping[str, str] = os.environ) -> Server | None:
    """The server that `ensure_server` would give without starting one; None if there is none."""
    if environment.get(f"{engine.upper()}_HOST"):
        settings = server_settings(engine, environment)
        connect(settings).close()
        return Server(settings, "environment")
    sandboxed = _sandbox(engine).running()
    if sandboxed is not None:
        return Server(sandboxed, "sandbox")
    composed = _compose(engine).running()
    return None if composed is None else Server(composed, "docker")


def stop_server(engine: Engine) -> str | None:
    """Stops this project's own server, in whichever form it runs; None if none does.

    A server that only the environment names is not this project's to stop.
    """
    if _sandbox(engine).stop():
        return "sandbox"
    return "docker" if _compose(engine).stop() else None


def _sandbox(engine: Engine) -> Sandbox:
    folder = project_folder() / "data" / "servers" / engine
    return Sandbox(engine, folder, folder / "software")


def _compose(engine: Engine) -> Compose:
    return Compose(engine, project_folder())
