"""`hospital advance`: lets the simulated hospital live on to a later day."""

from __future__ import annotations

import sys
import time
from datetime import datetime

import click

from hospital.commands.options import engine_option
from hospital.config import DATABASE_ENGINES, Engine
from hospital.sinks import sink_for


@click.command()
@engine_option(DATABASE_ENGINES)
@click.option(
    "--to",
    required=True,
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The new last day; later than the one that the database ends with.",
)
def advance(engine: Engine, to: datetime) -> None:
    """Let the hospital in the OLTP database live on to a later day.

    New patients come, stays end, claims are paid, mistakes are corrected or deleted. The database
    then is the one that 'hospital generate' would have made as of that day, and so is its answer
    key. Prints the rows inserted, updated and deleted per table.
    """
    sink = sink_for(engine)
    from hospital import advancing  # slow to import, and not needed for an error

    began = time.monotonic()
    done = advancing.advance(sink, to.date())
    if done.before == done.after:
        print(
            f"{sink.name} was at {done.after} already; the answer key that an interrupted advance "
            f"had left behind is complete again",
            file=sys.stderr,
        )
        return
    print(f"{'table':<22}{'inserted':>12}{'updated':>12}{'deleted':>12}")
    for table, rows in done.counts.items():
        print(f"{table:<22}{rows.inserted:>12}{rows.updated:>12}{rows.deleted:>12}")
    print(
        f"advanced {sink.name} from {done.before} to {done.after} "
        f"in {time.monotonic() - began:.1f} s",
        file=sys.stderr,
    )
