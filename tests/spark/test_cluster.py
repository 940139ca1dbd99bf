"""A master and two workers: what they simulate and build, with one of them killed on the way.

The hospital lives in DuckDB, and is exported to the lake; DuckDB's star is the measure.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from hospital.advancing.advance import Hospital, advance
from hospital.config import Engine, GenerateConfig, oltp_database
from hospital.defects.settings import defect_settings
from hospital.exporting import export
from hospital.generation import generate
from hospital.scenarios.checking import check_scenarios
from hospital.scenarios.model import read_scenarios, scenario_folder
from hospital.scenarios.writing import write_scenarios
from hospital.schema.model import Kind
from hospital.schema.tables import TABLES
from hospital.sinks import lake_sink, sink_for
from hospital.spark.cluster import WORKERS, Cluster, standalone_cluster
from hospital.spark.tasks import run_blocks_as_tasks
from hospital.verification.compare import BuiltStar, digests, first_difference
from hospital.verification.connections import open_reader
from hospital.verification.dbt_project import Mart, read_marts
from hospital.verification.dbt_runs import DbtRuns
from hospital.verification.scratch import scratch_databases

CONFIG = GenerateConfig(patients=40, defects=defect_settings("standard", 0.01))
MODELS = ["build", "--exclude-resource-type", "test", "unit_test"]
_DONE = re.compile(r" (\d+) of \d+ OK ")
_LOOK_SECONDS = 0.2
_TYPES = {
    Kind.INTEGER: "int",
    Kind.CHAR: "string",
    Kind.VARCHAR: "string",
    Kind.DATETIME: "timestamp_ntz",
}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    folder = tmp_path_factory.mktemp("cluster")
    with (
        scratch_databases(Engine.SPARK, None, folder) as environment,
        standalone_cluster(environment) as running,
    ):
        yield running


def manifest(folder: Path) -> Any:
    return json.loads((folder / "_manifest.json").read_text())["tables"]


def test_its_tasks_simulate_what_one_process_simulates(cluster: Cluster) -> None:
    config = GenerateConfig(patients=60, block_size=20, defects=CONFIG.defects)
    written = {}
    for name, run in {
        "here": None,
        "there": partial(run_blocks_as_tasks, cluster.environment),
    }.items():
        environment = {**cluster.environment, "OLTP_DATABASE": name}
        generate(config, lake_sink(config, environment), replace=False, run=run)
        lake = Path(environment["SPARK_LAKE"]) / name
        written[name] = manifest(lake), manifest(lake / "_answer_key")
    assert written["there"] == written["here"]


@dataclass(frozen=True)
class Stars:
    """The same hospital on DuckDB, where it lives, and on the cluster."""

    environment: Mapping[str, str]
    runs: Mapping[Engine, DbtRuns]
    marts: Sequence[Mart]

    def difference(self) -> str | None:
        """The first one of a mart."""
        stars = [BuiltStar(engine, self.environment, self.marts) for engine in self.runs]
        return first_difference(stars, [digests(star) for star in stars])


@pytest.fixture(scope="module")
def stars(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Stars:
    """Built with every scenario in the data, by a cluster that loses a worker on the way."""
    environment = cluster.environment
    folder = tmp_path_factory.mktemp("stars")
    generate(CONFIG, sink_for(Engine.DUCKDB, environment), replace=False)
    write_scenarios(Engine.DUCKDB, read_scenarios(scenario_folder()), environment, with_load=False)
    export(Engine.DUCKDB, replace=False, environment=environment)
    runs = {
        engine: DbtRuns(engine, dict(environment), folder / engine)
        for engine in (Engine.DUCKDB, Engine.SPARK)
    }
    runs[Engine.DUCKDB].run(MODELS)
    with ThreadPoolExecutor(1) as thread:
        building = thread.submit(runs[Engine.SPARK].run, MODELS)
        while finished(runs[Engine.SPARK].target / "output.txt") < 60:
            assert not building.done(), building.result()
            time.sleep(_LOOK_SECONDS)
        assert all(executors(cluster, number) for number in range(1, WORKERS + 1))
        cluster.kill_worker(1)
        building.result()
    return Stars(environment, runs, read_marts(runs[Engine.DUCKDB].target))


def test_a_worker_killed_in_the_middle_changes_nothing(stars: Stars) -> None:
    assert stars.difference() is None


def test_every_scenario_has_its_rows(stars: Stars) -> None:
    with open_reader(Engine.SPARK, stars.environment) as reader:
        found = check_scenarios(reader, stars.marts, read_scenarios(scenario_folder()))
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_lake_has_the_types_of_the_source(stars: Stars) -> None:
    database = oltp_database(stars.environment)
    with open_reader(Engine.SPARK, stars.environment) as reader:
        described = {
            table: reader.rows(f"describe {reader.table(database, table.name)}") for table in TABLES
        }
    for table, rows in described.items():
        assert [row[:2] for row in rows] == [
            (column.name, _TYPES.get(column.type.kind, str(column.type)))
            for column in table.columns
        ]


def test_three_weeks_later_an_increment_gives_the_same_again(stars: Stars) -> None:
    day = CONFIG.as_of + timedelta(weeks=3)
    advance(sink_for(Engine.DUCKDB, stars.environment), day, Hospital(day))
    export(Engine.DUCKDB, replace=True, environment=stars.environment)
    for runs in stars.runs.values():
        runs.run(["run"])
    assert stars.difference() is None


def finished(log: Path) -> int:
    """How many of a run's nodes are done."""
    if not log.exists():
        return 0
    return max(map(int, _DONE.findall(log.read_text(errors="replace"))), default=0)


def executors(cluster: Cluster, number: int) -> list[str]:
    """The folders of the executors that a worker has started."""
    return [
        name
        for application in (cluster.folder / f"worker-{number}").glob("app-*")
        for name in os.listdir(application)
    ]
