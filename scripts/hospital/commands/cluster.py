"""`hospital cluster`: a command on a Spark cluster of this machine."""

from __future__ import annotations

import os
import subprocess
import sys

import click


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def cluster(command: tuple[str, ...]) -> None:
    """Run COMMAND with a Spark standalone cluster of this machine: a master and two workers.

    Use: hospital cluster dbt build --target spark. The cluster stops with the command, whose exit
    status is this one's.
    """
    from hospital.errors import SettingError
    from hospital.spark.cluster import standalone_cluster

    with standalone_cluster(os.environ) as running:
        print(f"the cluster is {running.environment['SPARK_MASTER']}", file=sys.stderr)
        try:
            done = subprocess.run(command, env=dict(running.environment), check=False)
        except OSError as error:
            raise SettingError(f"'{command[0]}' cannot be run: {error.strerror}") from error
    sys.exit(done.returncode)
