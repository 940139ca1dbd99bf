"""`hospital generate`: simulates a hospital into the OLTP database."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from hospital.config import (
    DefectSettings,
    Engine,
    FileFormat,
    GenerateConfig,
    spark_is_a_cluster,
)
from hospital.errors import SettingError
from hospital.sinks import Sink, file_sink_for, lake_sink, sink_for

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.option(
    "--engine",
    required=True,
    type=click.Choice([target.value for target in (*Engine, *FileFormat)]),
    help="The database engine, or a format of files.",
)
@click.option(
    "--output",
    metavar="ADDRESS",
    help="For files: a folder, or a URI such as file:///…, s3://bucket/folder, gs://bucket/folder.",
)
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
    help="Processes that simulate; the data do not depend on it. On a Spark cluster its tasks "
    "simulate instead.",
)
@click.option(
    "--defects",
    default="standard",
    show_default=True,
    metavar="PROFILE",
    help="Faults planted on purpose: none, standard (every class), repairable (those that the "
    "warehouse can wholly undo), or classes with commas between.",
)
@click.option(
    "--defect-rate",
    type=float,
    default=DefectSettings.rate,
    show_default=True,
    help="The share of a table's rows that each class draws.",
)
@click.option(
    "--code-lists",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder with diagnoses.csv (icd10_code, icd10_description), procedures.csv (cpt_code, "
    "cpt_description, charge_usd if wanted) or both: your labels, prices and further codes.",
)
@click.option(
    "--replace", is_flag=True, help="Replace an earlier simulation; never rows that you wrote."
)
def generate(
    engine: str,
    output: str | None,
    patients: int,
    start: datetime,
    as_of: datetime,
    seed: int,
    workers: int,
    defects: str,
    defect_rate: float,
    code_lists: Path | None,
    replace: bool,
) -> None:
    """Simulate a hospital into the OLTP database, or into files.

    The database is named by the same environment variables as for dbt (DUCKDB_PATH, MYSQL_HOST,
    MARIADB_HOST, OLTP_DATABASE …). Prints the rows written per table. The answer key, with every
    planted fault and every true readmission, is written beside the data.
    """
    from hospital.code_lists import code_list_settings
    from hospital.defects.settings import defect_settings  # slow to import, as is what follows

    config = GenerateConfig(
        seed=seed,
        patients=patients,
        start=start.date(),
        as_of=as_of.date(),
        workers=workers,
        defects=defect_settings(defects, defect_rate),
        code_lists=None if code_lists is None else code_list_settings(code_lists),
    )
    sink = _sink(engine, output, config)
    from hospital import generation
    from hospital.sinks.folder import shown

    run = None
    if engine == Engine.SPARK and spark_is_a_cluster():
        from hospital.spark.tasks import run_blocks_as_tasks

        run = partial(run_blocks_as_tasks, os.environ)
    generation.require_cores(workers)
    began = time.monotonic()
    with _progress_bar(patients) as progress:
        written = generation.generate(config, sink, replace=replace, progress=progress, run=run)
    for table, rows in written.rows.items():
        print(f"{table:<22}{rows:>12}")
    print(
        f"loaded {sum(written.rows.values()):,} rows into {sink.name} "
        f"in {time.monotonic() - began:.1f} s",
        file=sys.stderr,
    )
    faults = written.key_rows.get("faults", 0)
    key = shown(sink.answer_key)
    print(f"planted {faults:,} faults; the answer key is in {key}", file=sys.stderr)


def _sink(engine: str, output: str | None, config: GenerateConfig) -> Sink:
    if engine == Engine.SPARK and output is None:
        return lake_sink(config)
    if engine in set(FileFormat):
        if output is None:
            raise SettingError(f"--engine {engine} writes files; give --output, a folder or a URI")
        return file_sink_for(FileFormat(engine), output, config)
    if output is not None:
        raise SettingError(
            f"--output is for files; the {engine} database is named by environment variables "
            f"(see 'hospital generate --help')"
        )
    return sink_for(Engine(engine))


@contextmanager
def _progress_bar(patients: int) -> Iterator[Callable[[int], None]]:
    """What is told how many patients are done, and shows it where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("patients"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("patients", total=patients)
        yield lambda done: shown.update(task, completed=done)
