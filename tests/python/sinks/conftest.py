"""The three OLTP databases, each under a name of its own, and a way to look into them."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from hospital.config import DATABASE_ENGINES, Engine, duckdb_path, oltp_database, server_settings
from hospital.schema.ddl import quoted
from hospital.servers.connection import connect
from hospital.sinks import Database as DatabaseSink
from hospital.sinks import sink_for


@dataclass(frozen=True)
class Database:
    """One OLTP database; `run` sees what another client would see."""

    engine: Engine
    environment: dict[str, str]

    @property
    def sink(self) -> DatabaseSink:
        return sink_for(self.engine, self.environment)

    def table(self, name: str) -> str:
        return quoted(self.engine, oltp_database(self.environment), name)

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        if self.engine is Engine.DUCKDB:
            with duckdb.connect(str(duckdb_path(self.environment))) as file:
                return file.execute(statement).fetchall()
        connection = connect(server_settings(self.engine, self.environment))
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return [tuple(row) for row in cursor.fetchall()] if cursor.description else []
        finally:
            connection.close()

    def count(self, table: str) -> int:
        ((count,),) = self.run(f"select count(*) from {self.table(table)}")
        return int(count)

    def databases(self) -> set[str]:
        rows = self.run("select schema_name from information_schema.schemata")
        name = oltp_database(self.environment)
        return {row[0] for row in rows if row[0].startswith(name)}


@pytest.fixture(params=DATABASE_ENGINES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    engine: Engine = request.param
    name = f"test_{uuid.uuid4().hex[:12]}"
    environment = os.environ | {
        "OLTP_DATABASE": name,
        "DUCKDB_PATH": str(tmp_path / "test.duckdb"),
    }
    database = Database(engine, environment)
    yield database
    if engine is not Engine.DUCKDB:
        database.run("set session foreign_key_checks = 0")
        for leftover in database.databases():
            database.run(f"drop database {quoted(engine, leftover)}")
