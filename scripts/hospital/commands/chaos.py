"""`hospital chaos`: kills, full disks, lost connections, second runs, and what comes after."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

import click

from hospital.commands.long_runs import end_tidily
from hospital.commands.options import engine_option
from hospital.config import DATABASE_ENGINES, Engine
from hospital.errors import ChaosError


@click.command()
@engine_option(DATABASE_ENGINES)
@click.option("--kills", type=click.IntRange(min=1), default=6, show_default=True, help="How many.")
@click.option("--patients", type=int, default=60, show_default=True, help="How many patients.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of the random moments.")
def chaos(engine: Engine, kills: int, patients: int, seed: int) -> None:
    """Disturb loads, builds and publishes, and compare what the next run makes of it.

    Works in a scratch folder with a hospital, a warehouse and a private server of its own, and
    prints a row per trial. A reader looks at every mart all the while. Exit status 1 if anything
    differs from what an undisturbed hospital has, or a reader saw what was not whole.
    """
    from hospital.chaos.run import run_chaos  # slow to import
    from hospital.chaos.trials import Outcome

    def report(outcome: Outcome) -> None:
        mark = "right" if outcome.is_right else "WRONG"
        print(f"{mark:<6}{outcome.what:<52}{outcome.moment:<16}{outcome.result}", flush=True)

    end_tidily()
    print(f"chaos on {engine}, seed {seed}")
    folder = Path(tempfile.mkdtemp(prefix="hospital_chaos_"))
    try:
        done = run_chaos(engine, folder, patients=patients, kills=kills, seed=seed, report=report)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    wrong = [outcome for outcome in done if not outcome.is_right]
    killed = sum(outcome.is_kill for outcome in done)
    print(
        f"{len(done)} trials with {killed} kills on {engine}, {len(wrong)} wrong", file=sys.stderr
    )
    if wrong:
        raise ChaosError(f"{wrong[0].what} {wrong[0].moment}: {wrong[0].result}")
