"""One size on one engine: simulated, loaded and built in scratch databases."""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path

from hospital.benchmarks.scale.sizes import settle, table_bytes
from hospital.config import Engine, GenerateConfig, oltp_database
from hospital.errors import GenerationError
from hospital.generation import generate
from hospital.sinks import lake_sink, sink_for
from hospital.verification.connections import open_reader
from hospital.verification.dbt_project import read_marts, staging_schema
from hospital.verification.dbt_runs import DbtRuns
from hospital.verification.scratch import running_servers, scratch_databases, scratch_folder

SIMULATION = "simulation"
STAGES = (SIMULATION, "staging", "star", "analytics", "quality and audit")
# Every other folder of models tells of quality, of what was published, or of runs.
_LAYERS = {
    "staging": "staging",
    "intermediate": "staging",
    "core": "star",
    "analytics": "analytics",
}


@dataclass(frozen=True)
class Stage:
    """A part of the way; of models, the seconds are the sum over all, two of which run at once."""

    seconds: float
    bytes: int


@dataclass(frozen=True)
class Measurement:
    """What one size took on one engine."""

    engine: str
    patients: int
    encounter_count: int
    machine: str
    load_average: float  # of the machine, at the start
    stages: Mapping[str, Stage]
    build_seconds: float  # of the whole first build, from dbt's start to its end

    def to_json(self) -> str:
        """The figures, as docs/benchmarks/README.md describes them."""
        return json.dumps(asdict(self), indent=1) + "\n"


def measure(
    engine: Engine, config: GenerateConfig, machine: str, report: Callable[[str], None]
) -> Measurement:
    """Simulates, loads and builds once, without tests; scratch databases, dropped at the end.

    Raises:
        DbtError: the build failed.
        GenerationError: the simulating process was killed.
        HospitalError: the data could not be loaded.
    """
    load_average = round(os.getloadavg()[0], 2)
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_folder())
        servers = stack.enter_context(running_servers([engine]))
        environment = stack.enter_context(scratch_databases(engine, servers.get(engine), folder))
        report(f"{engine}: simulating {config.patients:,} patients")
        encounter_count, simulated = _simulate_apart(engine, config, environment)
        dbt = DbtRuns(engine, environment, folder / "dbt")
        report(f"{engine}: building from {encounter_count:,} encounters")
        began = time.monotonic()
        dbt.run(["build", "--exclude-resource-type", "test", "unit_test"])
        built = time.monotonic() - began
        seconds = layer_seconds(dbt.target) | {SIMULATION: simulated}
        report(f"{engine}: weighing the tables")
        sizes = _layer_bytes(engine, environment, dbt.target)
    return Measurement(
        engine=engine.value,
        patients=config.patients,
        encounter_count=encounter_count,
        machine=machine,
        load_average=load_average,
        stages={name: Stage(round(seconds.get(name, 0.0), 2), sizes[name]) for name in STAGES},
        build_seconds=round(built, 2),
    )


def _simulate_apart(
    engine: Engine, config: GenerateConfig, environment: Mapping[str, str]
) -> tuple[int, float]:
    """Simulates in a process of its own, whose memory the build then has.

    That of two million patients on DuckDB is 3 GiB, and the kernel ended the build for want of it.
    """
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            return pool.submit(_simulate, engine, config, dict(environment)).result()
        except BrokenProcessPool as error:
            raise GenerationError(
                "the simulating process was killed, perhaps for want of memory; "
                "try fewer --patients"
            ) from error


def _simulate(
    engine: Engine, config: GenerateConfig, environment: Mapping[str, str]
) -> tuple[int, float]:
    """Fills the OLTP tables; says how many encounters in how many seconds."""
    on_spark = engine is Engine.SPARK
    sink = lake_sink(config, environment) if on_spark else sink_for(engine, environment)
    began = time.monotonic()
    rows = generate(config, sink, replace=False).rows
    return rows["encounters"], time.monotonic() - began


def layer_seconds(target: Path) -> dict[str, float]:
    """Seconds of the models of each stage, from the artifacts of a dbt run."""
    nodes = json.loads((target / "manifest.json").read_text())["nodes"]
    seconds: Counter[str] = Counter()
    for result in json.loads((target / "run_results.json").read_text())["results"]:
        if result["unique_id"].startswith("model."):
            seconds[_stage_of(nodes[result["unique_id"]]["fqn"])] += result["execution_time"]
    return dict(seconds)


def _layer_bytes(engine: Engine, environment: Mapping[str, str], target: Path) -> dict[str, int]:
    marts = {mart.name: mart for mart in read_marts(target)}
    settle(engine, environment)
    with open_reader(engine, environment) as reader:
        read = {
            schema: table_bytes(reader, environment, schema)
            for schema in {mart.schema for mart in marts.values()}
            | {staging_schema(environment), oltp_database(environment)}
        }
    sizes: Counter[str] = Counter()
    sizes[SIMULATION] = sum(read[oltp_database(environment)].values())
    sizes["staging"] = sum(read[staging_schema(environment)].values())
    for mart in marts.values():
        sizes[_stage_of_layer(mart.layer)] += read[mart.schema].get(mart.name, 0)
    return {name: sizes[name] for name in STAGES}


def _stage_of(fqn: list[str]) -> str:
    """Of a model's place in the project: its folder, and below `marts` the next one."""
    return _stage_of_layer(fqn[2] if fqn[1] == "marts" else fqn[1])


def _stage_of_layer(layer: str) -> str:
    return _LAYERS.get(layer, STAGES[-1])
