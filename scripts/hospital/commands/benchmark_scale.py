"""`hospital benchmark scale`: seconds and bytes of each stage, by engine and size."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hospital.commands.long_runs import end_tidily, stopwatch
from hospital.commands.options import engine_option, size_option
from hospital.config import Engine


@click.command("scale")
@engine_option(Engine)
@size_option(default=100_000)
@click.option(
    "--write",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also keep the figures as JSON beside this file, and write the page of all of them to it.",
)
def scale_benchmark(engine: Engine, patients: int, file: Path | None) -> None:
    """Simulate, load and build one hospital, and say what each stage takes.

    Everything happens in scratch databases, dropped at the end; a server that does not run is
    started, and stopped again. Prints the figures as JSON.
    """
    from hospital.benchmarks.scale.measuring import measure
    from hospital.benchmarks.scale.page import page
    from hospital.benchmarks.tables import machine
    from hospital.config import GenerateConfig
    from hospital.defects.settings import defect_settings

    report = stopwatch()
    end_tidily()
    config = GenerateConfig(patients=patients, defects=defect_settings("standard"))
    done = measure(engine, config, machine(), report)
    print(done.to_json(), end="")
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        name = f"scale_{engine}_{patients}.json"
        (file.parent / name).write_text(done.to_json())
        file.write_text(page(file.parent))
        print(f"wrote {file} and {name} beside it", file=sys.stderr)
