"""A small simulated hospital with its star in a DuckDB file, built once; tests take copies."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb
import pytest

from hospital.config import Engine, GenerateConfig
from hospital.generation import simulate
from hospital.sinks.duckdb import DuckDBSink
from hospital.verification.compare import BuiltStar
from hospital.verification.dbt_project import read_marts, run_dbt


@pytest.fixture(scope="session")
def built_target(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """dbt's folder of the build; the DuckDB file lies beside it."""
    folder = tmp_path_factory.mktemp("built")
    file = folder / "hospital.duckdb"
    DuckDBSink(file, "healthcare_oltp").load(
        simulate(GenerateConfig(seed=5, patients=400)), replace=False
    )
    arguments = ["build", "--exclude-resource-type", "test", "unit_test"]
    run_dbt(arguments, Engine.DUCKDB, environment_of(file), folder / "target")
    return folder / "target"


@pytest.fixture
def star(built_target: Path, tmp_path: Path) -> BuiltStar:
    """A copy of the built star that a test may spoil."""
    return copied_star(built_target, tmp_path)


def copied_star(built_target: Path, folder: Path) -> BuiltStar:
    # The file keeps its name, which is the database's in compiled SQL.
    file = Path(shutil.copy(built_target.parent / "hospital.duckdb", folder))
    return BuiltStar(Engine.DUCKDB, environment_of(file), read_marts(built_target))


def environment_of(file: Path) -> dict[str, str]:
    """The environment that leads to that file and to the names that the project has by default."""
    names = ("OLTP_DATABASE", "OLAP_DATABASE", "DBT_TARGET")
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    return {**inherited, "DUCKDB_PATH": str(file)}


def execute(star: BuiltStar, statement: str) -> None:
    """Plants something in a star."""
    with duckdb.connect(star.environment["DUCKDB_PATH"]) as connection:
        connection.execute(statement)
