"""Loads of changes and full refreshes of the same warehouse, timed and proved equal."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from hospital.benchmarks.increments.changes import change_encounters, encounter_count, version
from hospital.benchmarks.increments.checksums import checksums, require_equal
from hospital.config import Engine, GenerateConfig
from hospital.generation import generate
from hospital.sinks import sink_for
from hospital.verification.connections import open_reader
from hospital.verification.dbt_project import read_marts, staging_schema
from hospital.verification.dbt_runs import DbtRuns
from hospital.verification.replay import KEPT_HISTORY
from hospital.verification.scratch import running_servers, scratch_databases, scratch_folder

SHARES = (0.0, 0.001, 0.01, 0.05, 0.2)
OF_ALL_AGES = 0.01  # the share that is also changed whatever the age of an encounter
_DEAREST = 5


@dataclass(frozen=True)
class Run:
    """One run of dbt; seconds are those of its models alone."""

    kind: str  # "full refresh" or "increment"
    share: float | None  # of the encounters, that were to be changed; None for a full refresh
    of_all_ages: bool  # whether old ones were changed as often as young ones
    changed_encounters: int  # in the source
    remade_encounters: int  # in the warehouse: reached by a change, or by time
    wall_seconds: float  # from the start of the first model to the end of the last
    sum_seconds: float  # of all models, which run several at a time
    load_average: float  # of the machine, at the start
    dearest: Mapping[str, float]  # the slowest models and their seconds


@dataclass(frozen=True)
class Benchmark:
    """All runs on one engine, and what they ran on."""

    engine: str
    server_version: str
    patients: int
    encounter_count: int
    runs: Sequence[Run]

    def to_json(self) -> str:
        """The raw runs, as docs/benchmarks/README.md describes them."""
        return json.dumps(asdict(self), indent=1) + "\n"


def measure(
    engine: Engine,
    config: GenerateConfig,
    shares: Sequence[float],
    repeats: int,
    report: Callable[[str], None],
) -> Benchmark:
    """Measures in scratch databases: a refresh, increments from small to large, a refresh.

    The first refresh fills an empty warehouse, the last one replaces the tables of the increments.
    Each share of the encounters is changed and loaded `repeats` times. The last refresh is made of
    the same source as the last increment, and every mart must have the same checksum before and
    after it.

    Raises:
        DifferenceFoundError: a mart is not what a full refresh makes.
        DbtError: a run failed.
        HospitalError: the data could not be loaded.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_folder())
        servers = stack.enter_context(running_servers([engine]))
        environment = stack.enter_context(scratch_databases(engine, servers.get(engine), folder))
        report(f"{engine}: simulating {config.patients:,} patients")
        generate(config, sink_for(engine, environment), replace=False)
        dbt = DbtRuns(engine, environment, folder / "dbt")
        report(f"{engine}: {encounter_count(engine, environment):,} encounters to load")
        dbt.run(["seed"])
        runs = []

        def take(share: float | None, changed: int, of_all_ages: bool = False) -> None:
            run = _run(engine, environment, dbt, share, of_all_ages, changed)
            report(
                f"{engine}: {run.kind}, {run.changed_encounters:,} encounters changed: "
                f"{run.wall_seconds:.1f} s"
            )
            runs.append(run)

        take(None, 0)
        steps = [(share, False) for share in shares] + [(OF_ALL_AGES, True)]
        for share, of_all_ages in steps:
            for _ in range(repeats):
                number = len(runs)
                changed = change_encounters(engine, environment, share, number, of_all_ages)
                take(share, changed, of_all_ages)
        marts = [mart for mart in read_marts(dbt.target) if mart.layer != KEPT_HISTORY]
        loaded = checksums(engine, environment, marts)
        take(None, 0)
        require_equal(loaded, checksums(engine, environment, marts))
        report(f"{engine}: {len(marts)} marts equal to those of a full refresh")
        return Benchmark(
            engine.value,
            version(engine, environment),
            config.patients,
            encounter_count(engine, environment),
            runs,
        )


def times(results: Path) -> tuple[float, float, dict[str, float]]:
    """Of a run_results.json: wall seconds of its models, their sum, and the dearest of them."""
    models = [
        result
        for result in json.loads(results.read_text())["results"]
        if result["unique_id"].startswith("model.")
    ]
    steps = [step for model in models for step in model["timing"]]
    first = min(_moment(step["started_at"]) for step in steps)
    last = max(_moment(step["completed_at"]) for step in steps)
    seconds = {model["unique_id"].split(".")[-1]: model["execution_time"] for model in models}
    dearest = sorted(seconds, key=lambda name: -seconds[name])[:_DEAREST]
    return (
        round((last - first).total_seconds(), 3),
        round(sum(seconds.values()), 3),
        {name: round(seconds[name], 3) for name in dearest},
    )


def _run(
    engine: Engine,
    environment: Mapping[str, str],
    dbt: DbtRuns,
    share: float | None,
    of_all_ages: bool,
    changed: int,
) -> Run:
    load_average = round(os.getloadavg()[0], 1)
    dbt.run(["run"] if share is not None else ["run", "--full-refresh"])
    with open_reader(engine, environment) as reader:
        table = reader.table(staging_schema(environment), "int_encounters_changed")
        ((remade,),) = reader.rows(f"select count(*) from {table}")
    wall, total, dearest = times(dbt.target / "run_results.json")
    kind = "full refresh" if share is None else "increment"
    return Run(kind, share, of_all_ages, changed, int(remade), wall, total, load_average, dearest)


def _moment(text: Any) -> datetime:
    return datetime.fromisoformat(str(text).replace("Z", "+00:00"))
