"""`hospital scorecard`: published figures against the data."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hospital.config import Engine, GenerateConfig


@click.command()
@click.option(
    "--engine",
    type=click.Choice([engine.value for engine in Engine]),
    help="Measure the OLTP database of this engine, as the environment names it.",
)
@click.option("--patients", type=int, help="Measure a fresh, clean simulation of so many patients.")
@click.option(
    "--seed",
    "seeds",
    type=int,
    multiple=True,
    help="Seed of the fresh simulation; repeat it to measure several.  [default: 42]",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("target/scorecard"),
    show_default=True,
    help="Folder for scorecard.csv and scorecard.svg.",
)
def scorecard(
    engine: str | None, patients: int | None, seeds: tuple[int, ...], output: Path
) -> int:
    """Measure how real the data are, against published figures.

    Exits with 1 when fewer than 90 % of the figures that apply, or not all of the headline figures,
    lie in their range.
    """
    if (engine is None) == (patients is None):
        raise click.UsageError("give either --engine or --patients")
    if engine is not None and seeds:
        raise click.UsageError("--seed goes with --patients: stored data have a seed of their own")
    from hospital.scorecard import measuring, report, source  # slow to import, not for an error
    from hospital.scorecard.files import write

    cards = {}
    if engine is not None:
        with source.stored(Engine(engine), os.environ) as connection:
            cards[engine] = measuring.score(connection)
    elif patients is not None:
        for seed in seeds or (GenerateConfig.seed,):
            with source.simulated(GenerateConfig(seed=seed, patients=patients)) as connection:
                cards[f"seed {seed}"] = measuring.score(connection)
    report.print_scorecards(cards)
    write(cards, output)
    return 0 if all(card.is_passed for card in cards.values()) else 1
