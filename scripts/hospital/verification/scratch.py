"""Databases that exist only for one comparison: names of their own, gone at its end."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import mysql.connector

from hospital.config import SERVER_ENGINES, Engine, ServerSettings
from hospital.servers import ensure_server, find_server, stop_server
from hospital.servers.connection import connect
from hospital.sinks import sink_for
from hospital.spark.java import require_spark


@contextmanager
def running_servers(engines: Iterable[Engine]) -> Iterator[dict[Engine, ServerSettings]]:
    """A server for each engine that is one; those that had to be started stop at the end.

    Raises:
        ServerSetupError: one can be neither found nor started.
        SparkSetupError: Spark is among the engines and cannot run here.
    """
    started: list[Engine] = []
    settings: dict[Engine, ServerSettings] = {}
    try:
        for engine in engines:
            if engine is Engine.SPARK:
                require_spark()  # rather now than after the others have been built
            if engine not in SERVER_ENGINES:
                continue
            if find_server(engine) is None:
                started.append(engine)
            settings[engine] = ensure_server(engine).settings
        yield settings
    finally:
        for engine in started:
            stop_server(engine)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for dbt's artifacts and the DuckDB file, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="hospital_compare_"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def scratch_databases(
    engine: Engine, settings: ServerSettings | None, folder: Path
) -> Iterator[dict[str, str]]:
    """The environment that leads the loader and dbt to new databases of the engine.

    On a server they, the side databases that were made from their names, and the answer key of a
    hospital simulated there are gone at the end, whatever happens; the DuckDB file and its key, and
    what Spark writes, lie in `folder` and go with it.
    """
    name = f"hospital_compare_{uuid4().hex[:12]}"
    environment = {
        # A run log that serves someone's warehouse is not theirs.
        **{key: value for key, value in os.environ.items() if key != "LOG_DATABASE"},
        "OLTP_DATABASE": f"{name}_oltp",
        "OLAP_DATABASE": f"{name}_olap",
        "DUCKDB_PATH": str(folder / f"{engine}.duckdb"),
        "SPARK_FOLDER": str(folder / "spark"),
        "SPARK_LAKE": str(folder / "spark" / "lake"),
    }
    if settings is None:
        yield environment
        return
    prefix = engine.upper()
    environment |= {
        f"{prefix}_HOST": settings.host,
        f"{prefix}_PORT": str(settings.port),
        f"{prefix}_USER": settings.user,
        f"{prefix}_PASSWORD": settings.password,
    }
    key = Path(sink_for(engine, environment).answer_key).resolve()
    try:
        yield environment
    finally:
        shutil.rmtree(key, ignore_errors=True)
        try:
            drop_databases(settings, f"{name}_")
        except mysql.connector.Error as error:
            # The comparison's own outcome matters more than what it leaves behind.
            print(f"warning: {name}_* stays on {engine}: {error}", file=sys.stderr)


def drop_databases(settings: ServerSettings, prefix: str) -> None:
    """Drops every database of the server whose name begins so."""
    with closing(connect(settings)) as connection, connection.cursor() as cursor:
        cursor.execute("show databases")
        names = [str(name) for (name,) in cursor.fetchall()]
        for name in names:
            if name.startswith(prefix):
                cursor.execute(f"drop database `{name}`")
