"""`hospital publish`: builds and tests the star beside the live one, then exchanges them."""

from __future__ import annotations

import os
import sys
import time

import click

from hospital.commands.options import engine_option
from hospital.config import DATABASE_ENGINES, Engine


@click.command()
@engine_option(DATABASE_ENGINES)
def publish(engine: Engine) -> None:
    """Build and test the star beside the live one; if every test passes, put it in its place.

    Works in the schemas OLAP_DATABASE_build and OLAP_DATABASE_build_staging, which load only what
    changed since the last time. Readers of OLAP_DATABASE see the new tables all at once, or, where
    a test fails, none of them: then the tests are named and the exit status is 1. What was live
    stays in OLAP_DATABASE_previous for 'hospital rollback'.
    """
    from hospital.publishing.publish import publish as publish_star

    began = time.monotonic()
    done = publish_star(engine, os.environ, lambda line: print(line, file=sys.stderr))
    warned = f", {done.audited.warned:,} warned" if done.audited.warned else ""
    print(
        f"publication {done.publication.number} in {done.schemas.live}: "
        f"{len(done.publication.rows)} tables, {sum(done.publication.rows.values()):,} rows, "
        f"{done.audited.passed:,} tests passed{warned}"
    )
    print(f"published in {time.monotonic() - began:.1f} s", file=sys.stderr)
