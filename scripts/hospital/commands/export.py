"""`hospital export`: copies the OLTP tables into the files that Spark reads."""

from __future__ import annotations

import sys
import time

import click

from hospital.commands.options import engine_option
from hospital.config import DATABASE_ENGINES, Engine


@click.command()
@engine_option(DATABASE_ENGINES)
@click.option("--replace", is_flag=True, help="Replace what the lake holds under this name.")
def export(engine: Engine, replace: bool) -> None:
    """Copy the OLTP tables of a database into the Parquet files that Spark reads.

    They come to SPARK_LAKE/OLTP_DATABASE, as they are at one moment; the database is only read.
    Prints the rows per table. Then run: dbt build --target spark
    """
    from hospital.exporting import export as export_tables

    began = time.monotonic()
    sink, rows = export_tables(engine, replace=replace)
    for table, count in rows.items():
        print(f"{table:<22}{count:>12}")
    print(
        f"exported {sum(rows.values()):,} rows to {sink.name} in {time.monotonic() - began:.1f} s",
        file=sys.stderr,
    )
