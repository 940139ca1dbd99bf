"""The working warehouse, built and tested by dbt in this process.

In this process, so that nothing of a publish goes on when it is killed.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hospital.config import Engine, duckdb_path, log_database, project_folder
from hospital.errors import DbtError, NotPublishedError

_NAMED = 10
_MARTS = "marts"
# Settings of dbt that would make a build a part of one.
_NARROWING = ("RESOURCE_TYPES", "EXCLUDE_RESOURCE_TYPES", "EMPTY", "SAMPLE", "DEFER")
_PASSED = ("success", "pass", "warn", "no-op", "reused")


@dataclass(frozen=True)
class Audited:
    """A build whose tests have all passed."""

    tables: tuple[str, ...]  # of the marts, in alphabetical order
    passed: int
    warned: int


def target_folder(environment: Mapping[str, str]) -> Path:
    """Where dbt's artifacts of a publish go; those of the last `dbt build` stay as they are."""
    return project_folder() / environment.get("DBT_TARGET_PATH", "target") / "publish"


def build_and_test(engine: Engine, environment: Mapping[str, str], schema: str) -> Audited:
    """Runs `dbt build` with its marts in `schema`; unit tests, which look at no data, are left out.

    What dbt says of each failure goes to standard error.

    Raises:
        NotPublishedError: a model or test failed; the message names them.
        DbtError: dbt could not begin: a mistake in the project, or no connection.
    """
    from dbt.cli.main import dbtRunner  # slow to import

    inherited = {f"DBT_{name}" for name in _NARROWING}
    own = {
        **{name: value for name, value in environment.items() if name not in inherited},
        "OLAP_DATABASE": schema,
        # One run log for the warehouse, wherever its star is built.
        "LOG_DATABASE": log_database(environment),
        # dbt works in the project's folder, so a relative path would mean another file to it.
        "DUCKDB_PATH": str(duckdb_path(environment).resolve()),
    }
    folder = target_folder(environment)
    arguments = [
        *("--log-level", "none", "--log-level-file", "debug"),
        "--no-version-check",
        *("build", "--exclude-resource-type", "unit_test"),
        *("--target", engine.value),
        *("--project-dir", str(project_folder())),
        *("--profiles-dir", str(project_folder())),
        *("--target-path", str(folder)),
        *("--log-path", str(folder / "logs")),
    ]
    with _environment(own), _released(engine), _silent_log():
        outcome = dbtRunner().invoke(arguments)
    if isinstance(outcome.exception, KeyboardInterrupt):
        raise KeyboardInterrupt
    results: Sequence[Any] = getattr(outcome.result, "results", None) or ()
    if not results:
        reason = " ".join(str(outcome.exception).split())
        if "No space left" in reason:
            raise DbtError(f"dbt could not begin: the disk of {folder} is full; free space there")
        raise DbtError(f"dbt could not begin: {reason}")
    _refuse_failures(results)
    if not outcome.success:
        raise DbtError(f"dbt failed after its last model: {outcome.exception}")
    nodes = [result.node for result in results if result.node.resource_type.value == "model"]
    tests = [str(result.status) for result in results if _is_test(result)]
    if "pass" not in tests:
        raise NotPublishedError("nothing was published: the project has no test that passed")
    return Audited(
        tuple(sorted(node.alias for node in nodes if node.fqn[1] == _MARTS)),
        passed=tests.count("pass"),
        warned=tests.count("warn"),
    )


def _is_test(result: Any) -> bool:
    return bool(result.node.resource_type.value == "test")


def _refuse_failures(results: Sequence[Any]) -> None:
    broken = [result for result in results if str(result.status) not in (*_PASSED, "skipped")]
    for result in broken:
        print(f"{result.node.name}: {' '.join(str(result.message).split())}", file=sys.stderr)
    kinds: Mapping[str, Callable[[Any], bool]] = {
        "tests failed": _is_test,
        "models could not be built": lambda result: not _is_test(result),
    }
    said = []
    for what, belongs in kinds.items():
        names = sorted(result.node.name for result in broken if belongs(result))
        if names:
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            said.append(f"{len(names)} {what}: {', '.join(names[:_NAMED])}{more}")
    if said:
        raise NotPublishedError(f"nothing was published, {'; '.join(said)}")


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """The process has this environment alone; dbt knows no other place for settings."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _released(engine: Engine) -> Iterator[None]:
    """dbt-duckdb keeps its file open for a next run; afterwards only the caller still has it."""
    try:
        yield
    finally:
        if engine is Engine.DUCKDB:
            from dbt.adapters.duckdb.connections import DuckDBConnectionManager

            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


@contextmanager
def _silent_log() -> Iterator[None]:
    """A line that dbt cannot write to its log file, on a full disk, is not told as a traceback."""
    before = logging.raiseExceptions
    logging.raiseExceptions = False
    try:
        yield
    finally:
        logging.raiseExceptions = before
