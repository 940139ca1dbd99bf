"""`hospital benchmark increments`: what a load of changes costs, against a full refresh."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hospital.commands.long_runs import end_tidily, stopwatch
from hospital.commands.options import engine_option, size_option
from hospital.config import SERVER_ENGINES, Engine


@click.command("increments")
@engine_option(SERVER_ENGINES)
@size_option(default=10_000)
@click.option(
    "--repeats",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="How often to change and load each share.",
)
@click.option(
    "--write",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write the page to this file, and the raw runs beside it as JSON.",
)
def increment_benchmark(engine: Engine, patients: int, repeats: int, file: Path | None) -> None:
    """Change 0, 0.1, 1, 5 and 20 % of the encounters, load that, and compare with a full refresh.

    The time is that of dbt's models. Every mart is proved equal to that of a full refresh: exit
    status 1 if one is not. Everything happens in scratch databases, dropped at the end; a server
    that does not run is started, and stopped again.
    """
    from hospital.benchmarks.increments.measuring import SHARES, measure
    from hospital.benchmarks.increments.page import page
    from hospital.benchmarks.tables import busy_machine
    from hospital.config import GenerateConfig
    from hospital.defects.settings import defect_settings

    report = stopwatch()
    end_tidily()
    described = busy_machine()
    config = GenerateConfig(patients=patients, defects=defect_settings("standard"))
    benchmark = measure(engine, config, SHARES, repeats, report)
    options = f"--engine {engine} --patients {patients} --repeats {repeats}"
    text = page(benchmark, f"hospital benchmark increments {options}", described)
    print(text)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        name = f"increments_{engine}_{benchmark.encounter_count}.json"
        (file.parent / name).write_text(benchmark.to_json())
        print(f"wrote {file} and {name} beside it", file=sys.stderr)
