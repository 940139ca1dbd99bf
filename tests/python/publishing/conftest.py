"""A warehouse with a name of its own on each engine, and hands to put tables into it."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest

from hospital.config import DATABASE_ENGINES, Engine, duckdb_path, server_settings
from hospital.publishing.warehouse import Schemas
from hospital.schema.ddl import create_database
from hospital.servers.connection import connect


@dataclass(frozen=True)
class Place:
    """Where a warehouse is; `run` sees what another client would see."""

    engine: Engine
    environment: dict[str, str]

    @property
    def schemas(self) -> Schemas:
        return Schemas(self.environment["OLAP_DATABASE"])

    def run(self, *statements: str) -> list[tuple[Any, ...]]:
        """The rows of the last statement."""
        if self.engine is Engine.DUCKDB:
            with duckdb.connect(str(duckdb_path(self.environment))) as file:
                for statement in statements:
                    file.execute(statement)
                return file.fetchall() if file.description else []
        rows: list[tuple[Any, ...]] = []
        with (
            closing(connect(server_settings(self.engine, self.environment))) as connection,
            connection.cursor() as cursor,
        ):
            for statement in statements:
                cursor.execute(statement)
                rows = [tuple(row) for row in cursor.fetchall()] if cursor.description else []
        return rows

    def put(self, schema: str, name: str, *values: int) -> None:
        """A table with one column, a primary key with a comment."""
        mine = f"{schema}.{name}"
        comment = "comment 'What it means.'" if self.engine is not Engine.DUCKDB else ""
        self.run(
            create_database(self.engine, schema),
            f"drop table if exists {mine}",
            f"create table {mine} (number bigint not null {comment}, other integer, "
            f"primary key (number))",
            f"create index {name}_other on {mine} (other)",
            *(f"insert into {mine} values ({value}, 0)" for value in values),
        )
        if self.engine is Engine.DUCKDB:
            self.run(
                f"comment on column {mine}.number is 'What it means.'",
                f"comment on table {mine} is 'It''s a table.'",
            )
        else:
            self.run(f"alter table {mine} comment 'It''s a table.'")

    def build(self, name: str, *values: int) -> None:
        """A mart of the working warehouse."""
        self.put(self.schemas.build, name, *values)

    def shown(self, schema: str) -> dict[str, list[int]]:
        """The numbers in each table of a schema, without what tells of the publication."""
        names = self.run(
            "select table_name from information_schema.tables "
            f"where table_schema = '{schema}' and table_type = 'BASE TABLE'"
        )
        return {
            name: [row[0] for row in self.run(f"select number from {schema}.{name} order by 1")]
            for (name,) in sorted(names)
            if name != "published_tables"
        }

    def live(self) -> dict[str, list[int]]:
        """What readers see."""
        return self.shown(self.schemas.live)

    def schema_names(self) -> set[str]:
        """The warehouse's schemas that are there, without the common part."""
        live = self.schemas.live
        rows = self.run("select schema_name from information_schema.schemata")
        return {name.removeprefix(live) for (name,) in rows if name.startswith(live)}


@pytest.fixture(params=DATABASE_ENGINES)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    engine: Engine = request.param
    environment = os.environ | {
        "OLAP_DATABASE": f"test_{uuid.uuid4().hex[:12]}",
        "DUCKDB_PATH": str(tmp_path / "test.duckdb"),
        "DBT_TARGET_PATH": str(tmp_path / "target"),
    }
    place = Place(engine, environment)
    place.run("select 1")  # the file is there
    yield place
    if engine is not Engine.DUCKDB:
        for suffix in place.schema_names():
            place.run(f"drop database `{place.schemas.live}{suffix}`")
