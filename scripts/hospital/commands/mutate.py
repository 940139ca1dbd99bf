"""`hospital mutate`: plants faults into copies of the project and says which test finds each."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hospital.commands.long_runs import stopwatch
from hospital.errors import DifferenceFoundError


@click.command()
@click.option(
    "--only", multiple=True, metavar="NAME", help="A mutant by its name; may be given again."
)
@click.option(
    "--write",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the rows of the matrix into this page; mutants not judged now keep theirs.",
)
def mutate(only: tuple[str, ...], write: Path | None) -> None:
    """Test the tests: plant the mutants of tests/mutants, one at a time, and print the kill matrix.

    Each is planted into a copy of the project, with a small DuckDB warehouse beside it; the project
    itself is never changed. Exit status 1 if fewer than 95 % of the faults are caught, or if a
    mutant that is said to change nothing is killed.
    """
    # slow to import
    from hospital.config import project_folder
    from hospital.mutation.campaign import run_campaign
    from hospital.mutation.matrix import (
        WANTED_SHARE,
        caught_share,
        matrix,
        rows_of,
        unforeseen,
    )
    from hospital.mutation.mutants import mutant_folder, read_mutants
    from hospital.mutation.page import write_page

    report = stopwatch()
    verdicts = run_campaign(only, os.environ, report)
    mutants = read_mutants(mutant_folder(), project_folder())
    print(matrix(rows_of(verdicts), mutants), end="")
    if write:
        write_page(write, verdicts, mutants)
    wrong = unforeseen(verdicts)
    if wrong:
        raise DifferenceFoundError(
            f"{wrong[0].mutant.name} is said to change nothing and is killed by "
            f"{', '.join(wrong[0].killers)}"
        )
    if caught_share(verdicts) < WANTED_SHARE:
        raise DifferenceFoundError(
            f"only {caught_share(verdicts):.1%} of the faults are caught; "
            "the survivors are named below the matrix"
        )
