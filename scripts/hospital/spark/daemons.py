"""Processes of the PySpark package that go on running: a cluster's, or a server for SQL.

Each has a process group of its own, in which its own children are too, so that ending or killing
the group leaves nothing.
"""

from __future__ import annotations

import importlib.util
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from hospital.errors import SparkSetupError
from hospital.spark.java import require_spark

LOOPBACK = "127.0.0.1"
_READY_SECONDS = 600  # on a machine that is busy with other things
_ENDING_SECONDS = 30
_LOOK_SECONDS = 0.1


@dataclass(frozen=True)
class Daemon:
    """A running process of Spark's, and the file that it tells its doings to."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def said(self, pattern: str) -> re.Match[str]:
        """Waits until its log holds the pattern.

        Raises:
            SparkSetupError: it ended, or did not say so in time; names its last line.
        """
        began = time.monotonic()
        while True:
            ended = self.process.poll() is not None
            text = self.log.read_text(errors="replace")
            found = re.search(pattern, text)
            if found:
                return found
            if ended or time.monotonic() - began > _READY_SECONDS:
                last = (text.strip().splitlines() or ["it said nothing"])[-1]
                raise SparkSetupError(f"Spark's {self.name} did not start: {last}")
            time.sleep(_LOOK_SECONDS)

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Sends the signal to the whole group, and waits."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_ENDING_SECONDS)
        with suppress(ProcessLookupError):  # what has outlived it, or does not listen
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def daemon(
    name: str, program: str, words: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> Iterator[Daemon]:
    """`program` of the PySpark package (of its bin/) with its words, until the context is left.

    Raises:
        SparkSetupError: PySpark or its Java is missing.
    """
    java = require_spark(environment)
    home = _spark_home()
    log = folder / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(home / "bin" / program), *words],
            env={
                **environment,
                "JAVA_HOME": str(java),
                "SPARK_HOME": str(home),
                "SPARK_LOCAL_IP": LOOPBACK,
                "SPARK_LOCAL_DIRS": str(folder / "local"),
                "SPARK_DAEMON_MEMORY": "512m",
                "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    started = Daemon(name, process, log)
    try:
        yield started
    finally:
        started.end()


def _spark_home() -> Path:
    found = importlib.util.find_spec("pyspark")
    if found is None or found.origin is None:
        raise SparkSetupError("PySpark is not installed; run 'make setup-spark'")
    return Path(found.origin).parent
