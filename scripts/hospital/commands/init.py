"""`hospital init`: creates the empty OLTP database, for one's own rows."""

from __future__ import annotations

import sys

import click

from hospital.commands.options import engine_option
from hospital.config import DATABASE_ENGINES, Engine
from hospital.sinks import sink_for


@click.command()
@engine_option(DATABASE_ENGINES)
def init(engine: Engine) -> None:
    """Create the empty OLTP tables, to be filled by hand.

    A row that gives only the classic columns is accepted; the others have defaults or stay empty.
    Tables that hold rows are never touched. Then run: dbt build --target ENGINE
    """
    sink = sink_for(engine)
    sink.create_empty()
    print(f"created the empty tables of {sink.name}", file=sys.stderr)
