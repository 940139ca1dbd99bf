"""Several connections to one server, each with a thread, so that the server works on all cores.

The threads only wait for the server and send what is rendered already; while they do, the process
that hands them the work goes on simulating.
"""

from __future__ import annotations

import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from queue import SimpleQueue

import pyarrow as pa
from mysql.connector.abstracts import MySQLConnectionAbstract

from hospital.config import ServerSettings
from hospital.errors import LoadError
from hospital.servers.connection import connect
from hospital.sinks.rows import LOAD_OPTIONS

_MOST_LANES = 4
_WAITING_PER_LANE = 2
# What makes a load unsafe is switched on; how strings are read does not depend on the server.
_SETTINGS = (
    "set session sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
    # No key is there to check while rows arrive, and the sink's own check comes before the keys.
    "set session foreign_key_checks = 0",
)


class Lane:
    """One connection, and the one file from which it may send rows."""

    def __init__(self, connection: MySQLConnectionAbstract, file: Path) -> None:
        """Set the session; the file need not exist."""
        self._connection = connection
        self._file = file
        for statement in _SETTINGS:
            self.run(statement)

    def run(self, statement: str) -> int:
        """Rows affected."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement)
            if cursor.description is not None:
                cursor.fetchall()
            return cursor.rowcount

    def first(self, statement: str) -> object:
        """The first value of the first row; None if there is no row."""
        with self._connection.cursor() as cursor:
            cursor.execute(statement)
            rows = cursor.fetchall()
        return rows[0][0] if rows else None  # type: ignore[index]

    def load(self, table: str, target: str, lines: Sequence[pa.Buffer], rows: int) -> None:
        """Sends rendered rows with LOAD DATA.

        Raises:
            LoadError: the server took fewer rows, or changed a value; or the file for them cannot
                be written.
        """
        try:
            with self._file.open("wb") as file:
                file.writelines(lines)
        except OSError as error:
            raise LoadError(f"cannot write the rows to {self._file}: {error.strerror}") from error
        path = str(self._file).replace("\\", "\\\\").replace("'", "\\'")
        taken = self.run(f"load data local infile '{path}' into table {target} {LOAD_OPTIONS}")
        # LOCAL turns errors into warnings: rows left out, values cut.
        warning = self._first_warning()
        if warning is not None or taken != rows:
            raise LoadError(
                f"the server took {taken} of {rows} rows of {table}: "
                f"{warning or 'it gave no reason'}"
            )

    def _first_warning(self) -> str | None:
        with self._connection.cursor() as cursor:
            cursor.execute("show warnings limit 1")
            rows = cursor.fetchall()
        return str(rows[0][2]) if rows else None  # type: ignore[index]


class Lanes:
    """Runs tasks, each on whichever lane is free; use it through `opened_lanes`."""

    def __init__(self, lanes: Sequence[Lane], threads: ThreadPoolExecutor) -> None:
        """Take lanes, and as many threads."""
        self._idle: SimpleQueue[Lane] = SimpleQueue()
        for lane in lanes:
            self._idle.put(lane)
        self._threads = threads
        self._most_waiting = len(lanes) * _WAITING_PER_LANE
        self._waiting: deque[Future[None]] = deque()

    def submit(self, task: Callable[[Lane], object]) -> None:
        """Starts a task, or waits until one may start; raises what an earlier task raised."""
        self._waiting.append(self._threads.submit(self._do, task))
        while len(self._waiting) > self._most_waiting:
            self._waiting.popleft().result()

    def finish(self) -> None:
        """Waits for all tasks; raises what one of them raised."""
        while self._waiting:
            self._waiting.popleft().result()

    def _do(self, task: Callable[[Lane], object]) -> None:
        lane = self._idle.get()
        try:
            task(lane)
        finally:
            self._idle.put(lane)


@contextmanager
def opened_lanes(settings: ServerSettings) -> Iterator[Lanes]:
    """As many lanes as this machine has cores, but not more than four.

    Raises:
        HospitalError: the server refuses the connections.
    """
    count = min(os.cpu_count() or 1, _MOST_LANES)
    with ExitStack() as opened:
        folder = Path(opened.enter_context(tempfile.TemporaryDirectory(prefix="hospital-")))
        connections = [
            opened.enter_context(closing(connect(settings, local_folder=folder)))
            for _ in range(count)
        ]
        threads = opened.enter_context(ThreadPoolExecutor(count))
        # Left early, tasks that have not begun are given up, and those that have are waited for.
        opened.callback(threads.shutdown, cancel_futures=True)
        lanes = [Lane(one, folder / f"{n}.tsv") for n, one in enumerate(connections)]
        yield Lanes(lanes, threads)
