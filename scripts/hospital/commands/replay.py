"""`hospital replay`: increments, day by day, give what full refreshes give."""

from __future__ import annotations

from datetime import datetime

import click

from hospital.commands.long_runs import end_tidily, stopwatch
from hospital.commands.options import engine_option
from hospital.config import Engine, GenerateConfig


@click.command()
@engine_option(Engine)
@click.option("--days", type=click.IntRange(min=1), default=60, show_default=True, help="How many.")
@click.option("--patients", type=int, default=300, show_default=True, help="How many patients.")
@click.option(
    "--seeds",
    default=str(GenerateConfig.seed),
    show_default=True,
    metavar="SEED,…",
    help="One hospital each, with commas between.",
)
@click.option(
    "--as-of",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    default="2025-06-30",
    show_default=True,
    metavar="YYYY-MM-DD",
    help="The last day before the replay.",
)
def replay(engine: Engine, days: int, patients: int, seeds: str, as_of: datetime) -> None:
    """Let a dirty hospital live on, and compare increments with a full refresh of every day.

    Some days come twice, some are skipped, and some runs are killed half-way and started again.
    Everything happens in scratch databases, dropped at the end; a server that does not run is
    started, and stopped again. Exit status 1 at a difference, naming the first table, key and
    column.
    """
    from hospital.defects.settings import defect_settings  # slow to import, as is what follows
    from hospital.verification.replay import replay as replay_days

    if not all(seed.strip().isdigit() for seed in seeds.split(",")):
        raise click.BadParameter(f"--seeds is '{seeds}'; give whole numbers with commas between")
    report = stopwatch()
    end_tidily()
    for seed in seeds.split(","):
        config = GenerateConfig(
            seed=int(seed),
            patients=patients,
            as_of=as_of.date(),
            defects=defect_settings("standard"),
        )
        done = replay_days(engine, config, days, report)
        compared = [day for day in done if day.increment_seconds is not None]
        print(
            f"{engine}, seed {seed}: {len(done)} days, {len(compared)} of them compared, "
            f"every mart equal to a full refresh"
        )
