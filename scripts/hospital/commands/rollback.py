"""`hospital rollback`: takes the last publish back."""

from __future__ import annotations

import os

import click

from hospital.commands.options import engine_option
from hospital.config import DATABASE_ENGINES, Engine


@click.command()
@engine_option(DATABASE_ENGINES)
def rollback(engine: Engine) -> None:
    """Exchange the live star with the one that was live before, all tables at once.

    A second rollback undoes the first. The next 'hospital publish' replaces either.
    """
    from hospital.publishing.publish import rollback as roll_back

    schemas, publication = roll_back(engine, os.environ)
    what = "the star that dbt built in place"
    if publication.number is not None:
        what = f"publication {publication.number}"
    print(f"{schemas.live} is {what} again; what it was is in {schemas.previous}")
