"""`hospital quality`: the warehouse against the answer key: planted faults and true stays."""

from __future__ import annotations

import os

import click

from hospital.commands.options import engine_option
from hospital.config import DATABASE_ENGINES, Engine
from hospital.errors import DifferenceFoundError


@click.command()
@engine_option(DATABASE_ENGINES)
def quality(engine: Engine) -> None:
    """Score the warehouse against the answer key: planted faults, and every inpatient stay.

    Reads the marts of the last build and the answer key that 'hospital generate' wrote beside the
    data. Exit status 1 if a class with a decidable rule has a fault that was missed or an alarm
    that is false (of duplicate patients, precision and recall are stated), or if a stay has other
    reasons or flags than in truth, unless its patient's data are beyond repair.
    """
    from hospital.reporting.quality import print_scores, print_stay_scores
    from hospital.verification.scoring import first_miss, score_defects
    from hospital.verification.true_stays import first_wrong_stay, score_stays

    scores = score_defects(engine, os.environ)
    stays = score_stays(engine, os.environ)
    print_scores(scores)
    print_stay_scores(stays)
    miss = first_miss(scores)
    if miss:
        raise DifferenceFoundError(f"staging and the answer key differ on {engine}; {miss}")
    wrong = first_wrong_stay(stays)
    if wrong:
        raise DifferenceFoundError(f"the stays and the answer key differ on {engine}; {wrong}")
