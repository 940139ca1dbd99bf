"""A Spark standalone cluster of this machine: a master and two workers, on the loopback address."""

from __future__ import annotations

import signal
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hospital.spark.daemons import LOOPBACK, Daemon, daemon

WORKERS = 2
_LISTEN = ("--host", LOOPBACK, "--port", "0", "--webui-port", "0")


@dataclass(frozen=True)
class Cluster:
    """A running cluster; `environment` leads dbt and this package to it."""

    environment: Mapping[str, str]
    folder: Path  # of its logs; an executor has a folder below worker-<n>
    _workers: tuple[Daemon, ...]

    def kill_worker(self, number: int) -> None:
        """Kills a worker and its executors without warning; the first is number 1."""
        self._workers[number - 1].end(signal.SIGKILL)


@contextmanager
def standalone_cluster(environment: Mapping[str, str]) -> Iterator[Cluster]:
    """A cluster for as long as the context lasts, with a core and a gigabyte for each worker.

    Raises:
        SparkSetupError: PySpark or its Java is missing, or a process does not start.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hospital_spark_")))

        def start(name: str, *words: str) -> Daemon:
            return stack.enter_context(daemon(name, "spark-class", words, folder, environment))

        master = start("master", "org.apache.spark.deploy.master.Master", *_LISTEN)
        address = master.said(r"Starting Spark master at (spark://\S+)")[1]
        workers = tuple(
            start(
                f"worker-{number}",
                "org.apache.spark.deploy.worker.Worker",
                *_LISTEN,
                *("--cores", "1", "--memory", "1g"),
                *("--work-dir", str(folder / f"worker-{number}")),
                address,
            )
            for number in range(1, WORKERS + 1)
        )
        for worker in workers:
            worker.said("Successfully registered with master")
        told = {
            "SPARK_MASTER": address,
            "SPARK_LOCAL_IP": LOOPBACK,
            "PYSPARK_PYTHON": sys.executable,  # the one that has this package
        }
        yield Cluster({**environment, **told}, folder, workers)
