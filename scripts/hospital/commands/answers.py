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
    Python over the OLTP rows, to which the others are compared. Build the star first. Exit status
    1 if a cell differs.
    """
    from hospital.reporting.answers import print_answers
    from hospital.verification.answers import check_answers

    results = check_answers(engine, os.environ)
    print_answers(results)
    differences = [result.first_difference for result in results if result.first_difference]
    if differences:
        raise DifferenceFoundError(f"the answers differ on {engine}; the first: {differences[0]}")
