"""A private server: own programs, own data folder, own port on the loopback address.

Below one folder per engine stand `software` (the unpacked packages), `data` (the databases, kept
over a stop and a start), `server.json` (process id, its start time, port) and `server.log`.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from hospital.config import Engine, ServerSettings, preferred_port
from hospital.errors import ConnectionFailedError, ServerSetupError
from hospital.servers import programs
from hospital.servers.connection import connect

_START_SECONDS = 90
_STOP_SECONDS = 60


@dataclass(frozen=True)
class _Process:
    """A started server: the start time tells it from another process with the same id."""

    pid: int
    started: int  # clock ticks after boot
    port: int


@dataclass(frozen=True)
class Sandbox:
    """The private server of one engine below `folder`; `software` may be shared by several.

    `port` is taken if it is free, else any other; None is the one that dbt's profile expects, 0
    any.
    """

    engine: Engine
    folder: Path
    software: Path
    port: int | None = None

    def running(self) -> ServerSettings | None:
        """How to reach the server if it runs; a record of a dead process counts as none."""
        process = self._process()
        return None if process is None else self._settings(process.port)

    def process_id(self) -> int | None:
        """Of the running server; None if there is none."""
        process = self._process()
        return None if process is None else process.pid

    def start(self) -> ServerSettings:
        """Starts the server unless it runs, and waits until it answers.

        Raises:
            ServerSetupError: it cannot be downloaded, initialised or started.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._lock():
            return self.running() or self._start()

    def stop(self) -> bool:
        """Stops the server and waits until it has gone; False if none ran.

        Raises:
            ServerSetupError: it does not go.
        """
        process = self._process()
        if process is None:
            self._record.unlink(missing_ok=True)
            return False
        os.kill(process.pid, signal.SIGTERM)
        for _ in range(_STOP_SECONDS * 10):
            if _start_time(process.pid) != process.started:
                self._record.unlink(missing_ok=True)
                return True
            time.sleep(0.1)
        raise ServerSetupError(
            f"the {self.engine} server (process {process.pid}) has not stopped "
            f"after {_STOP_SECONDS} s; see {self.folder / 'server.log'}"
        )

    def kill(self) -> bool:
        """Kills the server without warning, as a crash would, and waits until it has gone.

        False if none ran.
        """
        process = self._process()
        if process is None:
            return False
        os.kill(process.pid, signal.SIGKILL)
        # A zombie's other threads may still hold the files; whoever has been waited for has none.
        with suppress(ChildProcessError):
            os.waitpid(process.pid, 0)
        while _start_time(process.pid) == process.started:
            time.sleep(0.05)
        return True

    @property
    def _record(self) -> Path:
        return self.folder / "server.json"

    def _process(self) -> _Process | None:
        try:
            process = _Process(**json.loads(self._record.read_text()))
        except (OSError, ValueError, TypeError):
            return None
        return process if _start_time(process.pid) == process.started else None

    def _settings(self, port: int) -> ServerSettings:
        return ServerSettings(self.engine, "127.0.0.1", port, "hospital", "")

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self.folder / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _start(self) -> ServerSettings:
        unpacked = programs.software(self.engine, self.software)
        data = self.folder / "data"
        if not data.is_dir():
            partial = self.folder / "data.partial"
            shutil.rmtree(partial, ignore_errors=True)
            programs.initialise(self.engine, unpacked, partial)
            partial.rename(data)
        users = self.folder / "users.sql"
        users.write_text(programs.USER_STATEMENTS)
        port = _free_port(preferred_port(self.engine) if self.port is None else self.port)
        log = self.folder / "server.log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                [
                    *programs.server_command(self.engine, unpacked, data),
                    f"--port={port}",
                    f"--init-file={users}",
                    f"--pid-file={self.folder / 'server.pid'}",
                ],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started = _start_time(server.pid)
        if started is not None:
            record = asdict(_Process(server.pid, started, port))
            self._record.write_text(json.dumps(record))
        try:
            self._await(server, port)
        except BaseException:
            server.terminate()
            server.wait()
            self._record.unlink(missing_ok=True)
            raise
        return self._settings(port)

    def _await(self, server: subprocess.Popen[bytes], port: int) -> None:
        log = self.folder / "server.log"
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline:
            if server.poll() is not None:
                said = programs.last_error(log.read_text(errors="replace"))
                raise ServerSetupError(f"the {self.engine} server did not start: {said}")
            try:
                connect(self._settings(port)).close()
                return
            except ConnectionFailedError:
                time.sleep(0.2)
        raise ServerSetupError(
            f"the {self.engine} server did not answer within {_START_SECONDS} s; see {log}"
        )


def _start_time(pid: int) -> int | None:
    """When the process started, in clock ticks after boot; None if it is gone or a zombie."""
    try:
        # The name in brackets may hold spaces; state is the first field after it, start the 20th.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])


def _free_port(preferred: int) -> int:
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise ServerSetupError("no free port on the loopback address")
