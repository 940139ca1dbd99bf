"""`hospital compare`: the same data give the same marts on every engine."""

from __future__ import annotations

import click

from hospital.commands.long_runs import end_tidily, stopwatch
from hospital.config import DATABASE_ENGINES, Engine, GenerateConfig
from hospital.errors import DifferenceFoundError


def _engines(_context: click.Context, _parameter: click.Parameter, value: str) -> list[Engine]:
    names = [name.strip() for name in value.split(",")]
    unknown = [name for name in names if name not in list(Engine)]
    if unknown:
        raise click.BadParameter(f"'{unknown[0]}' is none of {', '.join(Engine)}")
    if len(set(names)) != len(names) or len(names) < 2:
        raise click.BadParameter("name at least two engines, each once")
    return [Engine(name) for name in names]


@click.command()
@click.option(
    "--engines",
    default=",".join(DATABASE_ENGINES),
    show_default=True,
    callback=_engines,
    help="The engines, with commas between; the first is the measure of the others.",
)
@click.option("--patients", type=int, default=1_000, show_default=True, help="How many patients.")
@click.option("--seed", type=int, default=GenerateConfig.seed, show_default=True, help="The seed.")
def compare(engines: list[Engine], patients: int, seed: int) -> None:
    """Build the same simulated hospital on every engine and compare all marts.

    Each engine gets scratch databases of its own, dropped at the end; a server that does not run
    is started, and stopped again. Every test and the four answers are checked on each engine. Exit
    status 1 at a difference, naming the first table, key and column.
    """
    from hospital.reporting.comparison import print_comparison
    from hospital.verification.compare import compare_engines

    config = GenerateConfig(seed=seed, patients=patients)
    report = stopwatch()
    end_tidily()
    comparison = compare_engines(engines, config, report)
    print_comparison(comparison)
    differences = [
        result.answers.first_failure
        for result in comparison.results
        if result.answers.first_failure
    ]
    if comparison.difference:
        raise DifferenceFoundError(f"the engines differ; the first: {comparison.difference}")
    if differences:
        raise DifferenceFoundError(f"the answers differ; the first: {differences[0]}")
