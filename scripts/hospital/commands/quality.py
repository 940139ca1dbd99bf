"""`hospital quality`: what staging did to the source, and how well it found what was planted."""

from __future__ import annotations

import os

import click

from hospital.commands.options import engine_option
from hospital.config import Engine
from hospital.errors import DifferenceFoundError


@click.command()
@engine_option(Engine)
def quality(engine: Engine) -> None:
    """Score the warehouse against the answer key: faults planted, found, missed, false alarms.

    Reads the quality marts of the last build and the answer key that 'hospital generate' wrote
    beside the data. Exit status 1 if a class with a decidable rule has a fault that was missed or
    an alarm that is false; of duplicate patients, precision and recall are stated.
    """
    from hospital.reporting.quality import print_scores
    from hospital.verification.scoring import first_miss, score_defects

    scores = score_defects(engine, os.environ)
    print_scores(scores)
    miss = first_miss(scores)
    if miss:
        raise DifferenceFoundError(f"staging and the answer key differ on {engine}; {miss}")
