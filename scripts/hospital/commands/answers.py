"""`hospital answers`: the four questions in every way, compared cell by cell."""

from __future__ import annotations

import os

import click

from hospital.commands.options import engine_option
from hospital.config import Engine
from hospital.errors import DifferenceFoundError


@click.command()
@engine_option(Engine)
def answers(engine: Engine) -> None:
    """Answer the four questions in every way and compare them cell by cell.

    In SQL on the OLTP tables and on the star (analyses/), by the analytics models, and by plain
    Python over the cleaned source rows, to which the others are compared. Build the star first.
    Exit status 1 if a cell differs, save where the OLTP tables hold rows that staging repaired,
    merged or quarantined.
    """
    from hospital.reporting.answers import print_answers
    from hospital.verification.answers import check_answers

    check = check_answers(engine, os.environ)
    print_answers(check)
    if check.first_failure:
        raise DifferenceFoundError(
            f"the answers differ on {engine}; the first: {check.first_failure}"
        )
