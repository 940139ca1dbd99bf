"""`hospital generate`: simulates a hospital into the OLTP database."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime

import click

from hospital.commands.options import engine_option
from hospital.config import Engine, GenerateConfig
from hospital.sinks import Block, sink_for

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@engine_option(Engine)
@click.option(
    "--patients",
    type=int,
    default=GenerateConfig.patients,
    show_default=True,
    help="How many patients to simulate.",
)
@click.option(
    "--start",
    type=_DAY,
    default=GenerateConfig.start.isoformat(),
    show_default=True,
    metavar="YYYY-MM-DD",
    help="The first simulated day.",
)
@click.option(
    "--as-of",
    type=_DAY,
    default=GenerateConfig.as_of.isoformat(),
    show_default=True,
    metavar="YYYY-MM-DD",
    help="The last simulated day; what the database knows ends with it.",
)
@click.option(
    "--seed",
    type=int,
    default=GenerateConfig.seed,
    show_default=True,
    help="The same seed and options give the same data everywhere.",
)
@click.option(
    "--workers",
    type=int,
    default=GenerateConfig.workers,
    show_default=True,
    help="Processes that simulate; the data do not depend on it.",
)
@click.option(
    "--replace", is_flag=True, help="Replace an earlier simulation; never rows that you wrote."
)
def generate(
    engine: Engine,
    patients: int,
    start: datetime,
    as_of: datetime,
    seed: int,
    workers: int,
    replace: bool,
) -> None:
    """Simulate a hospital into the OLTP database.

    The database is named by the same environment variables as for dbt (DUCKDB_PATH, MYSQL_HOST,
    MARIADB_HOST, OLTP_DATABASE …). Prints the rows written per table.
    """
    config = GenerateConfig(
        seed=seed, patients=patients, start=start.date(), as_of=as_of.date(), workers=workers
    )
    sink = sink_for(engine)
    from hospital.simulation import simulate  # slow to import, and not needed for an error

    began = time.monotonic()
    counts = sink.load(_shown(simulate(config), patients), replace=replace)
    for table, rows in counts.items():
        print(f"{table:<22}{rows:>12}")
    print(
        f"loaded {sum(counts.values()):,} rows into {sink.name} "
        f"in {time.monotonic() - began:.1f} s",
        file=sys.stderr,
    )


def _shown(blocks: Iterable[Block], patients: int) -> Iterator[Block]:
    """The same blocks, with a progress bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from blocks
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("patients"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("patients", total=patients)
        done = 0
        for block in blocks:
            yield block
            if "patients" in block:
                done += block["patients"].num_rows
                progress.update(task, completed=min(done, patients))  # children are born, too
