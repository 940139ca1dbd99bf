"""`hospital scorecard`: published figures and rules of coherence against the data."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hospital.config import DATABASE_ENGINES, Engine, FileFormat, GenerateConfig

_PARQUET = FileFormat.PARQUET.value


@click.command()
@click.option(
    "--engine",
    type=click.Choice([*(engine.value for engine in DATABASE_ENGINES), _PARQUET]),
    help="Measure the OLTP database of this engine, as the environment names it, or files.",
)
@click.option(
    "--input",
    "address",
    metavar="ADDRESS",
    help="For --engine parquet: the folder or URI that 'hospital generate' wrote.",
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
    help="Folder for scorecard.csv, coherence.csv and scorecard.svg.",
)
def scorecard(
    engine: str | None,
    address: str | None,
    patients: int | None,
    seeds: tuple[int, ...],
    output: Path,
) -> int:
    """Measure how real the data are: published figures, and rules that no row may break.

    Faults planted on purpose are taken out first, by the answer key beside the data. Exits with 1
    when fewer than 90 % of the figures that apply or not all of the headline figures lie in their
    range, or when a row breaks a rule.
    """
    if (engine is None) == (patients is None):
        raise click.UsageError("give either --engine or --patients")
    if engine is not None and seeds:
        raise click.UsageError("--seed goes with --patients: stored data have a seed of their own")
    if (engine == _PARQUET) != (address is not None):
        raise click.UsageError("--input goes with --engine parquet, which needs it")
    from hospital.scorecard import measuring, report, source  # slow to import, not for an error
    from hospital.scorecard.files import write

    cards = {}
    if patients is not None:
        for seed in seeds or (GenerateConfig.seed,):
            with source.simulated(GenerateConfig(seed=seed, patients=patients)) as connection:
                cards[f"seed {seed}"] = measuring.score(connection)
    elif address is not None:
        with source.stored_as_parquet(address) as connection:
            cards[address] = measuring.score(connection)
    elif engine is not None:
        with source.stored(Engine(engine), os.environ) as connection:
            cards[engine] = measuring.score(connection)
    report.print_scorecards(cards)
    write(cards, output)
    return 0 if all(card.is_passed for card in cards.values()) else 1
