"""A hospital with its warehouse, worked on by the real programs in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from hospital.config import Engine, GenerateConfig, oltp_database, project_folder
from hospital.errors import HospitalError
from hospital.generation import generate
from hospital.publishing.audit import target_folder
from hospital.publishing.warehouse import Publication, Schemas, open_warehouse
from hospital.schema.tables import TABLES
from hospital.servers.sandbox import Sandbox
from hospital.sinks import sink_for
from hospital.verification.checksums import digest
from hospital.verification.connections import open_reader
from hospital.verification.dbt_project import Mart, read_marts

_KEPT_HISTORY = "audit"  # tells what each load found, and a broken run is a load of its own
_LONGEST_SECONDS = 1_800


class Act(StrEnum):
    """What can be disturbed."""

    ADVANCE = "hospital advance"
    BUILD = "dbt build"
    PUBLISH = "hospital publish"


class Scene:
    """A hospital in `folder`, on DuckDB or on a private server that is the scene's own.

    What its programs say goes to `said_folder`: the disk of the other may be full.
    """

    def __init__(
        self, engine: Engine, folder: Path, said_folder: Path, config: GenerateConfig
    ) -> None:
        """Start the server, if there is one, and simulate the hospital.

        Raises:
            HospitalError: no server can be started.
        """
        (folder / "data").mkdir(parents=True)
        said_folder.mkdir()
        self._said_folder = said_folder
        self.engine = engine
        self.folder = folder
        self.day = config.as_of
        self.seconds: dict[Act, float] = {}  # that the last undisturbed run took
        self._processes: list[subprocess.Popen[bytes]] = []
        self._marts: list[Mart] = []
        self._sandbox: Sandbox | None = None
        self.environment: dict[str, str] = {
            **os.environ,
            "OLTP_DATABASE": "chaos_oltp",
            "OLAP_DATABASE": "chaos_olap",
            "DUCKDB_PATH": str(folder / "chaos.duckdb"),
            "DBT_TARGET_PATH": str(folder / "target"),
        }
        self.schemas = Schemas(self.environment["OLAP_DATABASE"])
        if engine is not Engine.DUCKDB:
            software = project_folder() / "data" / "servers" / engine / "software"
            self._sandbox = Sandbox(engine, folder / "server", software, port=0)
            self.restart()
        try:
            self.generate(config)
        except BaseException:
            self.close()
            raise

    def generate(self, config: GenerateConfig) -> None:
        """Simulates the hospital; its answer key lies in the folder, too."""
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            generate(config, sink_for(self.engine, self.environment), replace=False)
        finally:
            os.chdir(before)

    def restart(self) -> None:
        """Starts the server unless it runs."""
        if self._sandbox is not None:
            settings = self._sandbox.start()
            # Another port would be another profile to dbt, and all of the project to be read anew.
            self._sandbox = replace(self._sandbox, port=settings.port)
            self.environment |= {
                f"{self.engine.upper()}_HOST": settings.host,
                f"{self.engine.upper()}_PORT": str(settings.port),
                f"{self.engine.upper()}_USER": settings.user,
                f"{self.engine.upper()}_PASSWORD": settings.password,
            }

    def close(self) -> None:
        """Ends what still runs, and the server."""
        for process in self._processes:
            process.kill()
            process.wait()
        if self._sandbox is not None:
            self._sandbox.stop()

    def kill_server(self) -> None:
        """Kills the server without warning."""
        if self._sandbox is None or not self._sandbox.kill():
            raise HospitalError(f"there is no {self.engine} server to kill")

    def begin(self, act: Act, log: str = "output.txt") -> subprocess.Popen[bytes]:
        """Starts a program; what it says goes to a file."""
        python = Path(sys.executable)
        project = str(project_folder())
        environment: Mapping[str, str] = self.environment
        hospital = [str(python), "-m", "hospital"]
        match act:
            case Act.ADVANCE:
                command = [*hospital, "advance", "--to", str(self.day), "--engine", self.engine]
            case Act.PUBLISH:
                command = [*hospital, "publish", "--engine", self.engine]
            case Act.BUILD:
                environment = {**environment, "OLAP_DATABASE": self.schemas.build}
                target = str(target_folder(environment))
                command = [
                    *(str(python.with_name("dbt")), "--no-use-colors", "build"),
                    *("--exclude-resource-type", "test", "unit_test"),
                    *("--target", self.engine),
                    *("--project-dir", project, "--profiles-dir", project),
                    *("--target-path", target, "--log-path", f"{target}/logs"),
                ]
        with (self._said_folder / log).open("wb") as output:
            process = subprocess.Popen(
                command, cwd=self.folder, env=environment, stdout=output, stderr=output
            )
        self._processes.append(process)
        return process

    def run(self, act: Act) -> int:
        """Runs a program to its end; its exit status, 0 also for a day that was reached before.

        The time of a run that succeeds is kept as the usual one.
        """
        began = time.monotonic()
        status = self.begin(act).wait(_LONGEST_SECONDS)
        if status == 0:
            self.seconds[act] = time.monotonic() - began
        elif act is Act.ADVANCE and any("is not after" in line for line in self.said()):
            return 0
        return status

    def must_run(self, act: Act) -> None:
        """As `run`.

        Raises:
            HospitalError: it fails; the message ends with its last line.
        """
        status = self.run(act)
        if status:
            raise HospitalError(f"'{act}' ended with {status}: {(self.said() or ['silent'])[-1]}")

    def said(self, log: str = "output.txt") -> list[str]:
        """The lines of a program, those of one that is under way as well."""
        lines = (self._said_folder / log).read_text(errors="replace").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def next_day(self) -> None:
        """Another day has passed; the database does not know yet."""
        self.day += timedelta(days=1)

    def marts(self, schema: str) -> list[Mart]:
        """The marts that every sequence of runs must make the same, in a schema."""
        if not self._marts:  # a full disk cuts off the file that tells of them
            self._marts = read_marts(target_folder(self.environment))
        return [replace(mart, schema=schema) for mart in self._marts if mart.layer != _KEPT_HISTORY]

    def checksums(self, schema: str) -> dict[str, str]:
        """The checksum of each of these marts."""
        found: dict[str, str] = {}
        with open_reader(self.engine, self.environment) as reader:
            for mart in self.marts(schema):
                names, rows = reader.query(f"select * from {reader.table(schema, mart.name)}")
                found[mart.name] = digest(names, rows, mart.types, mart.key).checksum
        return found

    def source_checksums(self) -> dict[str, str]:
        """The checksum of each OLTP table."""
        found: dict[str, str] = {}
        database = oltp_database(self.environment)
        with open_reader(self.engine, self.environment) as reader:
            for table in TABLES:
                columns = ", ".join(column.name for column in table.columns)
                rows = reader.rows(f"select {columns} from {reader.table(database, table.name)}")
                found[table.name] = sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
        return found

    def publication(self) -> Publication:
        """What is live."""
        with open_warehouse(self.engine, self.environment) as warehouse:
            return warehouse.contents(self.schemas.live)
