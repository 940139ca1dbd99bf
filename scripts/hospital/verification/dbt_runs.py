"""dbt run many times over one project: parsed once, each run in a process of its own.

A run in a process of its own leaves no connection behind and can be killed like any other program;
what dbt has read of the project lies in the folder, so that a run reads only what has changed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from dbt.cli.main import dbtRunner

from hospital.config import Engine, absolute_paths, project_folder
from hospital.errors import DbtError
from hospital.verification.dbt_process import run_dbt_process

_SHOWN_LINES = 30


class DbtRuns:
    """The project as one environment sees it; `folder` takes dbt's artifacts and the output."""

    def __init__(
        self,
        engine: Engine,
        environment: Mapping[str, str],
        folder: Path,
        project: Path | None = None,
    ) -> None:
        """Read this project, or another one.

        Raises:
            DbtError: it has a mistake.
        """
        self.environment = absolute_paths(environment)
        self.target = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._engine = engine
        self._project = project or project_folder()
        inherited = dict(os.environ)
        try:
            os.environ.update(self.environment)
            result = dbtRunner().invoke(self._arguments(["parse"]))
        finally:
            os.environ.clear()
            os.environ.update(inherited)
        if not result.success:
            raise DbtError(f"dbt cannot read the project: {result.exception}")

    def run(self, arguments: Sequence[str]) -> None:
        """Runs dbt to its end; the last lines of its output go to standard error if it fails.

        Raises:
            DbtError: it ended with an error.
        """
        status = self._status(arguments, None)
        if status == -signal.SIGKILL:
            raise DbtError(
                f"'dbt {arguments[0]}' was killed on {self._engine}, perhaps for want of memory"
            )
        if status != 0:
            lines = self._log.read_text(errors="replace").splitlines()
            print(
                *[line for line in lines if line.strip()][-_SHOWN_LINES:], sep="\n", file=sys.stderr
            )
            raise DbtError(
                f"'dbt {arguments[0]}' failed on {self._engine}; its last lines are above"
            )

    def run_killed(self, arguments: Sequence[str], after: int) -> None:
        """Starts dbt and kills it, without warning, as soon as it has finished `after` models.

        Raises:
            DbtError: it ended before.
        """
        if self._status(arguments, after) != -signal.SIGKILL:
            raise DbtError(f"'dbt {arguments[0]}' ended on {self._engine} before it was killed")

    @property
    def _log(self) -> Path:
        return self.target / "output.txt"

    def _status(self, arguments: Sequence[str], killed_after: int | None) -> int | None:
        return run_dbt_process(
            self._arguments(arguments),
            self.environment,
            self._project,
            self._log,
            killed_after,
        )

    def _arguments(self, arguments: Sequence[str]) -> list[str]:
        project = str(self._project)
        return [
            "--no-use-colors",
            "--no-version-check",
            *arguments,
            *("--target", self._engine.value),
            *("--project-dir", project),
            *("--profiles-dir", project),
            *("--target-path", str(self.target)),
            *("--log-path", str(self.target / "logs")),
        ]
