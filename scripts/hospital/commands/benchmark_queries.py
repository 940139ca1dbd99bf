"""`hospital benchmark queries`: the four questions by four contestants."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hospital.commands.long_runs import end_tidily
from hospital.commands.options import engine_option
from hospital.config import DATABASE_ENGINES, Engine, project_folder


@click.command("queries")
@engine_option(DATABASE_ENGINES)
@click.option(
    "--patients",
    "sizes",
    type=click.IntRange(1),
    multiple=True,
    default=(1_400, 4_200, 14_000, 42_000),
    show_default=True,
    help="Patients of one size, about seven encounters each; repeat it for several.",
)
@click.option(
    "--cold", type=click.IntRange(1), default=9, show_default=True, help="Cold runs of each query."
)
@click.option(
    "--warm", type=click.IntRange(1), default=9, show_default=True, help="Warm runs of each query."
)
@click.option(
    "--longest",
    type=click.FloatRange(min=0, min_open=True),
    default=600.0,
    show_default=True,
    help="Seconds after which a query of a contestant is not run again; three runs it always has.",
)
@click.option(
    "--build-cost",
    is_flag=True,
    help="Also build the star by plain SQL and every index by itself (MySQL and MariaDB).",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the raw runs are kept.  [default: docs/benchmarks of the project]",
)
def query_benchmark(
    engine: Engine,
    sizes: tuple[int, ...],
    cold: int,
    warm: int,
    longest: float,
    build_cost: bool,
    data: Path | None,
) -> None:
    """Duel over the four questions: OLTP as given, OLTP well indexed, star, star with aggregates.

    Runs on a server of its own, which it restarts for the cold runs, below data/benchmarks. Equal
    answers are asserted before any clock starts: exit status 1 if a cell differs. Each size is
    written to questions_<engine>_<encounters>.json; sizes measured earlier stay beside it.
    """
    from hospital.benchmarks.questions.document import summary
    from hospital.benchmarks.questions.measure import Runs
    from hospital.benchmarks.questions.run import Plan, benchmark, read

    folder = data or project_folder() / "docs" / "benchmarks"
    end_tidily()
    for patients in sizes:
        benchmark(Plan(engine, patients, Runs(cold, warm, longest), build_cost), folder)
    print(summary(read(engine, folder)))


@click.command("analysis")
@engine_option(DATABASE_ENGINES)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the raw runs are.  [default: docs/benchmarks of the project]",
)
@click.option(
    "--write",
    "docs",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the pages go.  [default: docs of the project]",
)
def analysis(engine: Engine, data: Path | None, docs: Path | None) -> None:
    """Write docs/query_analysis.md, its charts and the figures of docs/reflection.md.

    Nothing is measured: all figures come from the raw runs that 'queries' has kept.
    """
    from hospital.benchmarks.questions.document import write_documents
    from hospital.benchmarks.questions.run import read

    project = project_folder() / "docs"
    found = read(engine, data or project / "benchmarks")
    for file in write_documents(found, docs or project):
        print(f"wrote {file}", file=sys.stderr)
