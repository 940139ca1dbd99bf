"""Where simulated rows go: DuckDB, MySQL and MariaDB. A sink knows the schema and no medicine."""

from __future__ import annotations

import os
from collections.abc import Mapping

from hospital.config import Engine, duckdb_path, oltp_database, server_settings
from hospital.sinks.blocks import Block, Database, Sink

__all__ = ["Block", "Database", "Sink", "sink_for"]


def sink_for(engine: Engine, environment: Mapping[str, str] = os.environ) -> Database:
    """The OLTP database of the engine that the environment names, with dbt's defaults.

    Raises:
        SettingError: an environment variable cannot be used.
    """
    database = oltp_database(environment)
    # Each driver is loaded only where it is used.
    if engine is Engine.DUCKDB:
        from hospital.sinks.duckdb import DuckDBSink

        return DuckDBSink(duckdb_path(environment), database)
    from hospital.sinks.mysql import ServerSink

    return ServerSink(server_settings(engine, environment), database)
