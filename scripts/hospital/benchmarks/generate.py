"""`hospital benchmark generate`: how fast the simulator is, what it loads, what memory it takes."""

from __future__ import annotations

import itertools
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hospital.benchmarks import bare_client
from hospital.benchmarks.processes import Measured, hospital, measured
from hospital.benchmarks.tables import Results
from hospital.config import Engine, GenerateConfig, project_folder, server_settings
from hospital.defects.settings import defect_settings
from hospital.generation import make_block, run_blocks
from hospital.servers.programs import client
from hospital.simulation import Block, block_count, clean_block
from hospital.sinks import sink_for

_COMMAND = "hospital benchmark generate"
_DATABASE = "benchmark_oltp"
_MORE = 5  # so that the start of the workers does not decide


@dataclass(frozen=True)
class Plan:
    """What to measure.

    `patients` is the size of the simulations and loads, `sizes` those of the runs into Parquet,
    `runs` how often each time is taken; medians are given, and ratios are medians of the ratios of
    paired runs.
    """

    patients: int
    sizes: Sequence[int]
    engines: Sequence[Engine]
    runs: int

    @property
    def command(self) -> str:
        """The command line that measures this."""
        sizes = " ".join(f"--size {size}" for size in self.sizes)
        engines = " ".join(f"--engine {engine}" for engine in self.engines)
        return f"{_COMMAND} --patients {self.patients} {sizes} {engines} --runs {self.runs}"


def all_results(plan: Plan) -> Iterator[Results]:
    """Each table as soon as it is measured; everything is written to a folder that goes again."""
    yield simulation(plan)
    yield scaling(plan)
    with tempfile.TemporaryDirectory(prefix="hospital-benchmark-") as name:
        folder = Path(name)
        yield loads(plan, folder)
        yield sizes(plan, folder)


def simulation(plan: Plan) -> Results:
    """Rows a second of processor time on one core, and what history and planting add."""
    clean = GenerateConfig(patients=plan.patients)
    dirty = replace(clean, defects=defect_settings("standard"))
    for config in (clean, dirty):  # what a process does once only
        make_block(config, 1)
    simulated, recorded, planted = [], [], []
    for _ in range(plan.runs):
        rows, seconds = _processor_time(clean, clean_block)
        _, with_history = _processor_time(clean, _made)
        _, with_faults = _processor_time(dirty, _made)
        simulated.append(rows / seconds)
        recorded.append(with_history / seconds)
        planted.append(with_faults / with_history)
    return Results(
        f"Simulation on one core, {plan.patients:,} patients",
        plan.command,
        ("measure", "median", "lowest", "highest"),
        (
            ("clean rows a second of processor time", *_three(simulated, "{:,.0f}")),
            ("time with late and corrected entries, clean = 1", *_three(recorded, "{:.2f}")),
            ("time with planted faults, without = 1", *_three(planted, "{:.2f}")),
        ),
        "In memory, all tables counted.",
    )


def scaling(plan: Plan) -> Results:
    """Rows a second of wall time, with as many processes as there are cores."""
    config = GenerateConfig(patients=plan.patients * _MORE)
    rows = []
    first = 0.0
    for workers in _worker_counts():
        speeds = []
        for _ in range(plan.runs):
            began = time.monotonic()
            total = sum(run_blocks(replace(config, workers=workers), _count_rows))
            speeds.append(total / (time.monotonic() - began))
        speed = statistics.median(speeds)
        first = first or speed
        rows.append((str(workers), f"{speed:,.0f}", f"{speed / first:.2f}"))
    return Results(
        f"Simulation with workers, {config.patients:,} patients",
        plan.command,
        ("workers", "rows a second", "of one worker"),
        rows,
        "In memory, wall time, the start of the processes included.",
    )


def loads(plan: Plan, folder: Path) -> Results:
    """The sink, and the whole of `hospital generate`, against the engine's own client."""
    config = GenerateConfig(patients=plan.patients)
    rows = []
    lines = folder / "lines"
    lines.mkdir()
    total = bare_client.write_lines(config, lines)
    blocks = [made.block for made in run_blocks(config, make_block)]
    for engine in plan.engines:
        ways = _bare_loads(engine, plan, lines, folder)
        ours: dict[str, list[float]] = {"load alone": [], "everything": []}
        bare: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(plan.runs):
            for way, load in ways.items():
                bare[way].append(load())
            ours["load alone"].append(_load(engine, blocks, folder))
            ours["everything"].append(_generate(engine, plan.patients, folder))
        if engine is not Engine.DUCKDB:
            _bare_client(engine).drop(_DATABASE)
        for way, what in itertools.product(ways, ours):
            ratios = [mine / theirs for mine, theirs in zip(ours[what], bare[way], strict=True)]
            rows.append(
                (
                    f"{engine}: {way}, {what}",
                    f"{statistics.median(bare[way]):.1f} s",
                    f"{statistics.median(ours[what]):.1f} s",
                    *_three(ratios, "{:.2f}"),
                )
            )
    return Results(
        f"Loads, {plan.patients:,} patients, {total:,} rows",
        plan.command,
        ("engine, bare client and what", "bare client", "hospital", "ratio", "least", "most"),
        rows,
        "Both against the bare client's statements alone: `LOAD DATA LOCAL INFILE` of the same "
        "bytes into the same tables (DuckDB: `insert` from Parquet files). Load alone: blocks that "
        "are simulated before the clock starts, from the creation of the tables to their "
        "publication, rendering and check of the keys included. Everything: the whole of "
        "`hospital generate --workers 1`, start of the program and simulation included.",
    )


def sizes(plan: Plan, folder: Path) -> Results:
    """Time and memory of runs into Parquet, with the faults and the answer key of the default."""
    rows = []
    for patients in plan.sizes:
        for workers in _worker_counts():
            run = _parquet(folder / "parquet", patients, workers)
            total = _total_rows(run)
            rows.append(
                (
                    f"{patients:,}",
                    str(workers),
                    f"{total:,}",
                    f"{run.seconds:.1f} s",
                    f"{total / run.seconds:,.0f}",
                    f"{run.parent:.0f}",
                    f"{run.worker:.0f}" if workers > 1 else "",
                    f"{run.together:.0f}",
                )
            )
    return Results(
        "Into Parquet, with planted faults",
        "hospital generate --engine parquet --output DIR --defects standard "
        "--patients P --workers W",
        ("patients", "workers", "rows", "time", "rows a second", "parent", "worker", "together"),
        rows,
        "Memory is in MiB: the peak of resident memory of the parent and of the largest worker, "
        "and the most that all held at one time, pages that they share counted once.",
    )


def _processor_time(
    config: GenerateConfig, make: Callable[[GenerateConfig, int], Block]
) -> tuple[int, float]:
    rows = 0
    began = time.process_time()
    for number in range(1, block_count(config)):
        rows += sum(table.num_rows for table in make(config, number).values())
    return rows, time.process_time() - began


def _made(config: GenerateConfig, number: int) -> Block:
    return make_block(config, number).block


def _count_rows(config: GenerateConfig, number: int) -> int:
    return sum(table.num_rows for table in clean_block(config, number).values())


def _worker_counts() -> tuple[int, ...]:
    cores = len(os.sched_getaffinity(0))
    return (1, 2) if cores > 1 else (1,)


def _bare_loads(
    engine: Engine, plan: Plan, lines: Path, folder: Path
) -> dict[str, Callable[[], float]]:
    if engine is Engine.DUCKDB:
        parquet = folder / "rows"
        _parquet(parquet, plan.patients, 1, "--defects", "none")
        return {"insert": lambda: bare_client.duckdb_load(parquet, folder / "bare.duckdb")}
    bare = _bare_client(engine)
    return {
        "all keys there": lambda: bare.load(lines, keys_first=True),
        "keys added after": lambda: bare.load(lines, keys_first=False),
    }


def _bare_client(engine: Engine) -> bare_client.BareClient:
    program = client(engine, project_folder() / "data" / "servers" / engine / "client")
    return bare_client.BareClient(program, server_settings(engine))


def _load(engine: Engine, blocks: Sequence[Block], folder: Path) -> float:
    sink = sink_for(engine, _environment(folder))
    began = time.monotonic()
    sink.load(blocks, replace=True)
    return time.monotonic() - began


def _generate(engine: Engine, patients: int, folder: Path) -> float:
    command = hospital("generate", "--engine", engine, "--patients", str(patients), "--replace")
    return measured([*command, "--defects", "none"], _environment(folder), folder).seconds


def _environment(folder: Path) -> dict[str, str]:
    return os.environ | {
        "OLTP_DATABASE": _DATABASE,
        "DUCKDB_PATH": str(folder / "benchmark.duckdb"),
    }


def _parquet(folder: Path, patients: int, workers: int, *options: str) -> Measured:
    return measured(
        hospital(
            *("generate", "--engine", "parquet", "--output", str(folder), "--replace"),
            *("--patients", str(patients), "--workers", str(workers)),
            *(options or ("--defects", "standard")),
        )
    )


def _total_rows(run: Measured) -> int:
    return sum(int(line.split()[1]) for line in run.output.splitlines())


def _three(values: Sequence[float], form: str) -> tuple[str, str, str]:
    three = (statistics.median(values), min(values), max(values))
    return (form.format(three[0]), form.format(three[1]), form.format(three[2]))
