"""`hospital summary`: what the build made, at a glance."""

from __future__ import annotations

import os

import click

from hospital.commands.options import engine_option
from hospital.config import Engine


@click.command()
@engine_option(Engine)
def summary(engine: Engine) -> None:
    """Show the rows of every table, the tests passed, and the first lines of the answers.

    Reads the databases of that engine and what the last dbt run left in target/.
    """
    from hospital.reporting.summary import print_summary

    print_summary(engine, os.environ)
