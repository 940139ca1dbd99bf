"""`hospital server`: starts, stops and shows a MySQL or MariaDB server."""

from __future__ import annotations

import sys

import click

from hospital.commands.options import engine_option
from hospital.config import SERVER_ENGINES, Engine
from hospital.errors import ConnectionFailedError
from hospital.servers import ensure_server, find_server, stop_server


@click.group(no_args_is_help=False)
def server() -> None:
    """Start, stop and show a MySQL or MariaDB server.

    It is the one that MYSQL_HOST (MARIADB_HOST) names, else one of docker-compose.yml where Docker
    answers, else a private one below data/servers: loopback only, user `hospital`, no password,
    and tuned for speed: a crash of the machine may cost its data.
    """


@server.command()
@engine_option(SERVER_ENGINES)
def up(engine: Engine) -> None:
    """Make sure that a server runs, and print the shell lines that name it.

    Use: eval "$(hospital server up --engine mysql)"
    """
    print(ensure_server(engine).exports())


@server.command()
@engine_option(SERVER_ENGINES)
def down(engine: Engine) -> None:
    """Stop this project's own server; its databases stay on disk."""
    stopped = stop_server(engine)
    message = "no server of this project runs" if stopped is None else f"stopped the {stopped}"
    print(f"{engine}: {message}", file=sys.stderr)


@server.command()
@engine_option(SERVER_ENGINES)
def status(engine: Engine) -> None:
    """Print the shell lines that name the running server; exit status 1 if none runs."""
    found = find_server(engine)
    if found is None:
        raise ConnectionFailedError(
            f"no {engine} server runs; start one with 'hospital server up --engine {engine}'"
        )
    print(f"{engine}: {found.source} at {found.settings.address}", file=sys.stderr)
    print(found.exports())
