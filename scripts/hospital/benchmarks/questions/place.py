"""Where the benchmark runs: a server or a file of its own, which it may restart."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hospital.benchmarks.questions.session import open_session
from hospital.config import Engine, duckdb_path, project_folder
from hospital.servers.sandbox import Sandbox

_NAMES = {"OLTP_DATABASE": "benchmark_oltp", "OLAP_DATABASE": "benchmark_olap"}


@dataclass
class Place:
    """An engine with nothing but the benchmark's databases on it."""

    engine: Engine
    folder: Path  # for dbt's artifacts, the answer key and the DuckDB file
    environment: Mapping[str, str]
    sandbox: Sandbox | None  # None for DuckDB

    def cool(self) -> None:
        """Empties every cache that a query could profit from.

        The server is stopped and started without a saved buffer pool; a DuckDB file is opened anew
        by every session anyway. In between, the operating system is told to forget the pages of
        the database files.
        """
        if self.sandbox is None:
            _forget([duckdb_path(self.environment)])
            return
        with open_session(self.engine, self.environment) as session:
            session.execute("set global innodb_buffer_pool_dump_at_shutdown = off")
        self.sandbox.stop()
        _forget(file for file in (self.sandbox.folder / "data").rglob("*") if file.is_file())
        self._settle(self.sandbox.start().port)

    def _settle(self, port: int) -> None:
        self.environment = {**self.environment, f"{self.engine.upper()}_PORT": str(port)}


@contextmanager
def own_place(engine: Engine, folder: Path) -> Iterator[Place]:
    """A server of the benchmark's own, below data/benchmarks, which stops at the end.

    Its databases stay until the next run replaces them; on DuckDB all is a file in `folder`.

    Raises:
        ServerSetupError: the server cannot be started.
    """
    environment = {**os.environ, **_NAMES, "DUCKDB_PATH": str(folder / "benchmark.duckdb")}
    if engine is Engine.DUCKDB:
        yield Place(engine, folder, environment, None)
        return
    data = project_folder() / "data"
    software = data / "servers" / engine / "software"
    # Any port: the usual one is left to the server that other commands start.
    sandbox = Sandbox(engine, data / "benchmarks" / engine, software, port=0)
    settings = sandbox.start()
    prefix = engine.upper()
    environment |= {
        f"{prefix}_HOST": settings.host,
        f"{prefix}_PORT": str(settings.port),
        f"{prefix}_USER": settings.user,
        f"{prefix}_PASSWORD": settings.password,
    }
    try:
        yield Place(engine, folder, environment, sandbox)
    finally:
        sandbox.stop()


def _forget(files: Iterator[Path] | list[Path]) -> None:
    for file in files:
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fdatasync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(descriptor)
