"""A master and two workers: what they simulate and build, with one of them killed on the way."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

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
from hospital.verification.dbt_project import read_marts
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


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with (
        scratch_databases(Engine.SPARK, None, tmp_path) as environment,
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


def test_a_worker_killed_in_the_middle_changes_nothing(cluster: Cluster, tmp_path: Path) -> None:
    environment = dict(cluster.environment)
    scenarios = read_scenarios(scenario_folder())
    generate(CONFIG, sink_for(Engine.DUCKDB, environment), replace=False)
    write_scenarios(Engine.DUCKDB, scenarios, environment, with_load=False)
    export(Engine.DUCKDB, replace=False, environment=environment)

    single = DbtRuns(Engine.DUCKDB, environment, tmp_path / "single")
    single.run(MODELS)
    runs = DbtRuns(Engine.SPARK, environment, tmp_path / "runs")
    with ThreadPoolExecutor(1) as thread:
        building = thread.submit(runs.run, MODELS)
        while finished(runs.target / "output.txt") < 60:
            assert not building.done(), building.result()
            time.sleep(_LOOK_SECONDS)
        assert all(executors(cluster, number) for number in range(1, WORKERS + 1))
        cluster.kill_worker(1)
        building.result()

    marts = read_marts(tmp_path / "single")
    stars = [BuiltStar(engine, environment, marts) for engine in (Engine.DUCKDB, Engine.SPARK)]
    assert first_difference(stars, [digests(star) for star in stars]) is None
    with open_reader(Engine.SPARK, environment) as reader:
        found = check_scenarios(reader, marts, scenarios)
        types = {
            (table.name, row[0]): row[1]
            for table in TABLES
            for row in reader.rows(
                f"describe {reader.table(oltp_database(environment), table.name)}"
            )
        }
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert types == {
        (table.name, column.name): _TYPES.get(column.type.kind, str(column.type))
        for table in TABLES
        for column in table.columns
    }


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
