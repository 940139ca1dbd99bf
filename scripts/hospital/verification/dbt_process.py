"""dbt in a process of its own, which can be killed like any other program.

The processes are forked from a server that does nothing but import dbt, so that a run costs no
import. They are not forked from the caller, whose threads may hold a lock that the child would wait
for without end.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["dbt.cli.main", "dbt.adapters.duckdb", __name__])


def run_dbt_process(
    arguments: Sequence[str],
    environment: Mapping[str, str],
    folder: Path,
    log: Path,
    killed_after: int | None = None,
) -> int | None:
    """Runs dbt in that folder, with its output in a file; the exit status, negative for a signal.

    With `killed_after` dbt is killed, without warning, as soon as it has finished that many models.
    """
    process = _SERVER.Process(
        target=_invoke,
        args=(list(arguments), dict(environment), folder, log, killed_after),
    )
    process.start()
    process.join()
    return process.exitcode


def _invoke(
    arguments: list[str],
    environment: dict[str, str],
    folder: Path,
    log: Path,
    killed_after: int | None,
) -> None:
    """In the child."""
    from dbt.cli.main import dbtRunner

    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    os.environ.clear()  # the server's is of another time
    os.environ.update(environment)
    os.chdir(folder)
    finished = 0

    def count(event: Any) -> None:
        nonlocal finished
        finished += event.info.name == "LogModelResult"
        if finished == killed_after:
            os.kill(os.getpid(), signal.SIGKILL)

    status = 1
    try:
        runner = dbtRunner(callbacks=[count])
        status = 0 if runner.invoke(arguments).success else 1
    except BaseException:  # whatever it is, it belongs into the file
        traceback.print_exc()
    sys.exit(status)
