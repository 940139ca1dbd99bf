"""The docs site of a small hospital with faults, built once, and a browser to open it with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from playwright.sync_api import Browser

from hospital.config import Engine, GenerateConfig, project_folder
from hospital.defects.settings import defect_settings
from hospital.generation import generate
from hospital.report import document, sources
from hospital.report.browser import open_browser
from hospital.sinks.duckdb import DuckDBSink
from hospital.verification.dbt_project import run_dbt

from .measured import benchmark, scorecard

PATIENTS = 500


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with hospital.duckdb, the star in it, and what docs.sh writes."""
    folder = tmp_path_factory.mktemp("site")
    file = folder / "hospital.duckdb"
    config = GenerateConfig(seed=11, patients=PATIENTS, defects=defect_settings("standard", 0.01))
    generate(config, DuckDBSink(file, "healthcare_oltp"), replace=False)
    arguments = ["build", "--exclude-resource-type", "test", "unit_test"]
    run_dbt(arguments, Engine.DUCKDB, environment(folder), folder / "target")
    subprocess.run(
        ["bash", "scripts/docs.sh", "duckdb", str(folder)],
        cwd=project_folder(),
        env=environment(folder),
        check=True,
    )
    return folder


@pytest.fixture(scope="session")
def report(built: Path) -> str:
    """The address of a report with all its parts: scorecard and benchmark as well."""
    return _written(built, "report.html", measured=True)


@pytest.fixture(scope="session")
def unmeasured_report(built: Path) -> str:
    """The address of a report without scorecard and benchmark."""
    return _written(built, "unmeasured.html", measured=False)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def marts(built: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The marts by their bare names."""
    with duckdb.connect(str(built / "hospital.duckdb"), read_only=True) as connection:
        connection.execute("use healthcare_olap")
        yield connection


def environment(folder: Path) -> dict[str, str]:
    names = ("OLTP_DATABASE", "OLAP_DATABASE", "DBT_TARGET", "DBT_TARGET_PATH")
    inherited = {name: value for name, value in os.environ.items() if name not in names}
    path = f"{Path(sys.executable).parent}{os.pathsep}{inherited['PATH']}"
    return {**inherited, "PATH": path, "DUCKDB_PATH": str(folder / "hospital.duckdb")}


def _written(built: Path, name: str, measured: bool) -> str:
    folder = built / "measured"
    folder.mkdir(exist_ok=True)
    if measured:
        (folder / "scorecard.csv").write_text(scorecard())
        (folder / "questions_mysql_12345.json").write_text(json.dumps(benchmark()))
    missing = built / "nothing"
    content = {
        "engine": Engine.DUCKDB,
        "tables": sources.read_marts(Engine.DUCKDB, environment(built)),
        "scorecard": sources.read_scorecard((folder if measured else missing) / "scorecard.csv"),
        "benchmark": sources.read_benchmark(folder if measured else missing),
    }
    document.write(document.html(content), built / name)
    return (built / name).as_uri()
