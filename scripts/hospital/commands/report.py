"""`hospital report`: the report page in one file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from hospital.commands.options import engine_option
from hospital.config import DATABASE_ENGINES, Engine, project_folder


@click.command()
@engine_option(DATABASE_ENGINES)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("target/report/index.html"),
    show_default=True,
    help="The HTML file to write.",
)
def report(engine: Engine, output: Path) -> None:
    """Write the report of a built star as one HTML file that opens without a network.

    Reads the marts, and shows the realism scorecard and the benchmark where they have been
    measured: target/scorecard/scorecard.csv and docs/benchmarks/.
    """
    from hospital.report import document, sources  # the charting library is slow to import

    content = {
        "engine": engine,
        "tables": sources.read_marts(engine, os.environ),
        "scorecard": sources.read_scorecard(Path("target/scorecard/scorecard.csv")),
        "benchmark": sources.read_benchmark(project_folder() / "docs" / "benchmarks"),
    }
    document.write(document.html(content), output)
    print(output)
    print(f"wrote the report of the star on {engine}; open it in a browser", file=sys.stderr)
