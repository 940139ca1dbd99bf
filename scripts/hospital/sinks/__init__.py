"""Where simulated rows go: databases and files. A sink knows the schema and no medicine."""

from __future__ import annotations

import os
from collections.abc import Mapping

from hospital.config import (
    DATABASE_ENGINES,
    Engine,
    FileFormat,
    GenerateConfig,
    duckdb_path,
    oltp_database,
    server_settings,
    spark_lake,
)
from hospital.errors import SettingError
from hospital.sinks.blocks import Block, Database, Sink

__all__ = ["Block", "Database", "Sink", "file_sink_for", "lake_sink", "sink_for"]


def sink_for(engine: Engine, environment: Mapping[str, str] = os.environ) -> Database:
    """The OLTP database of the engine that the environment names, with dbt's defaults.

    Raises:
        SettingError: an environment variable cannot be used, or Spark was named.
    """
    if engine not in DATABASE_ENGINES:
        raise SettingError(f"the OLTP tables of {engine} are files, which change only as a whole")
    database = oltp_database(environment)
    # Each driver is loaded only where it is used.
    if engine is Engine.DUCKDB:
        from hospital.sinks.duckdb import DuckDBSink

        return DuckDBSink(duckdb_path(environment), database)
    from hospital.sinks.mysql import ServerSink

    return ServerSink(server_settings(engine, environment), database)


def lake_sink(config: GenerateConfig, environment: Mapping[str, str] = os.environ) -> Sink:
    """Spark's OLTP database: the folder of that name in the lake that the environment names.

    Raises:
        SettingError: an environment variable cannot be used.
    """
    address = f"{spark_lake(environment)}/{oltp_database(environment)}"
    return file_sink_for(FileFormat.PARQUET, address, config)


def file_sink_for(file_format: FileFormat, address: str, config: GenerateConfig) -> Sink:
    """The folder at an address; its manifest will tell the settings of `config`."""
    if file_format is FileFormat.PARQUET:
        from hospital.sinks.parquet import ParquetSink

        return ParquetSink(address, config.settings)
    from hospital.sinks.csv import CsvSink

    return CsvSink(address, config.settings)
