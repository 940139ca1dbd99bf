from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import duckdb
import pytest

from hospital.config import DATABASE_ENGINES, Engine, log_database, olap_database, server_settings
from hospital.errors import DbtError
from hospital.servers.connection import connect
from hospital.verification.connections import open_reader
from hospital.verification.dbt_runs import DbtRuns
from hospital.verification.scratch import running_servers, scratch_databases

from .planted import plant


@dataclass(frozen=True)
class Warehouse:
    """The planted project on one engine, and what its log says."""

    engine: Engine
    runs: DbtRuns

    def run(self, *arguments: str, fails: bool = False, **settings: str) -> Mapping[str, Any]:
        """Runs dbt with further variables of the environment; gives the last line of the log."""
        self.runs.environment.update({"PLANTED_REASON": "", "PLANTED_CHANGES": "0", **settings})
        try:
            self.runs.run(arguments)
            assert not fails
        except DbtError:
            assert fails
        return self.invocations()[-1]

    def rows(self, statement: str) -> list[dict[str, Any]]:
        with open_reader(self.engine, self.runs.environment) as reader:
            names, rows = reader.query(statement)
            return [dict(zip(names, row, strict=True)) for row in rows]

    def invocations(self) -> list[dict[str, Any]]:
        return self.rows(f"select * from {self.log}.invocations order by started_at")

    def nodes(self, invocation: Mapping[str, Any], table: str = "node_runs") -> dict[str, Any]:
        where = f"where invocation_id = '{invocation['invocation_id']}'"
        found = self.rows(f"select * from {self.log}.{table} {where}")
        return {node["node_name"]: node for node in found}

    def drop_star(self) -> None:
        star = olap_database(self.runs.environment)
        if self.engine is Engine.DUCKDB:
            with duckdb.connect(self.runs.environment["DUCKDB_PATH"]) as file:
                file.execute(f"drop schema {star} cascade")
            return
        settings = server_settings(self.engine, self.runs.environment)
        with closing(connect(settings)) as connection, connection.cursor() as cursor:
            cursor.execute(f"drop database {star}")

    @property
    def log(self) -> str:
        return log_database(self.runs.environment)


@pytest.fixture(scope="module", params=DATABASE_ENGINES)
def warehouse(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Warehouse]:
    engine: Engine = request.param
    folder = tmp_path_factory.mktemp("run_log")
    with (
        running_servers([engine]) as servers,
        scratch_databases(engine, servers.get(engine), folder) as environment,
    ):
        yield Warehouse(engine, DbtRuns(engine, environment, folder / "target", plant(folder)))
