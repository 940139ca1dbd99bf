"""`hospital java`: finds the Java that Spark runs on."""

from __future__ import annotations

import shlex

import click


@click.command()
def java() -> None:
    """Check that Spark can run here, and print the shell line that names its Java.

    Use: eval "$(hospital java)". It is the Java of JAVA_HOME, else the first one on the PATH.
    """
    from hospital.spark.java import require_spark

    print(f"export JAVA_HOME={shlex.quote(str(require_spark()))}")
