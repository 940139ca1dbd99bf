"""The dbt project from outside: running dbt, and reading what it leaves in its target folder."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from hospital.config import Engine, absolute_paths, project_folder
from hospital.errors import DbtError, NotBuiltError

_PACKAGE = "healthcare_analytics"
_SHOWN_LINES = 30


@dataclass(frozen=True)
class Mart:
    """A built table: its columns with the types that its contract declares, and its primary key."""

    layer: str  # core or analytics
    schema: str
    name: str
    types: Mapping[str, str]  # in the order of the contract
    key: tuple[str, ...]


@dataclass(frozen=True)
class Variables:
    """The variables of dbt_project.yml on which the answers depend."""

    as_of_date: str  # empty: the source says it
    readmission_window_days: int


@dataclass(frozen=True)
class Tally:
    """How the tests of one `dbt build` or `dbt test` ended."""

    target: str | None  # None where dbt was given none
    passed: int
    warned: int
    failed: int


def run_dbt(
    arguments: Sequence[str], engine: Engine, environment: Mapping[str, str], target: Path
) -> None:
    """Runs dbt on the engine, with `target` for its artifacts and logs.

    Its last lines go to standard error if it fails.

    Raises:
        DbtError: it ended with an error.
    """
    command = [
        str(Path(sys.executable).with_name("dbt")),
        "--no-use-colors",
        *arguments,
        "--target",
        engine.value,
        "--project-dir",
        str(project_folder()),
        "--profiles-dir",
        str(project_folder()),
        "--target-path",
        str(target),
        "--log-path",
        str(target / "logs"),
    ]
    result = subprocess.run(
        command,
        env=absolute_paths(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        lines = [*result.stdout.splitlines(), *result.stderr.splitlines()]
        print(*[line for line in lines if line.strip()][-_SHOWN_LINES:], sep="\n", file=sys.stderr)
        # dbt's own codes are 1 and 2; a library that crashes ends dbt by a signal, without a word.
        code = "" if result.returncode in (1, 2) else f" with status {result.returncode}"
        raise DbtError(f"'dbt {arguments[0]}' failed{code} on {engine}; its last lines are above")


def compile_analyses(
    engine: Engine, environment: Mapping[str, str], target: Path
) -> dict[str, str]:
    """The SQL of every analysis by its name, as dbt renders it for the engine.

    Raises:
        DbtError: dbt cannot compile the project.
    """
    run_dbt(["compile", "--quiet", "--select", "path:analyses"], engine, environment, target)
    folder = target / "compiled" / _PACKAGE / "analyses"
    return {file.stem: file.read_text() for file in sorted(folder.rglob("*.sql"))}


def read_marts(target: Path) -> list[Mart]:
    """Every model below models/marts, from the manifest of the last dbt run.

    Raises:
        NotBuiltError: there is no manifest.
        DbtError: a mart declares no primary key, so its rows cannot be told apart.
    """
    manifest = _artifact(target / "manifest.json")
    nodes = [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["fqn"][1] == "marts"
    ]
    return [_mart(node) for node in sorted(nodes, key=lambda node: (node["fqn"][2], node["name"]))]


def read_tally(target: Path) -> Tally:
    """What run_results.json says of the tests, unit tests included.

    Raises:
        NotBuiltError: there are no results.
    """
    results = _artifact(target / "run_results.json")
    kinds = Counter(
        result["status"]
        for result in results["results"]
        if result["unique_id"].split(".")[0] in ("test", "unit_test")
    )
    passed, warned = kinds.pop("pass", 0), kinds.pop("warn", 0)
    return Tally(results["args"].get("target"), passed, warned, kinds.total())


def staging_schema(environment: Mapping[str, str]) -> str:
    """The schema or database of the staging models: the star's name, as dbt extends it."""
    return f"{environment.get('OLAP_DATABASE', 'healthcare_olap')}_staging"


def read_variables() -> Variables:
    """The variables as dbt_project.yml sets them."""
    project = yaml.safe_load((project_folder() / "dbt_project.yml").read_text())
    variables = project["vars"]
    return Variables(
        as_of_date=str(variables["as_of_date"] or ""),
        readmission_window_days=int(variables["readmission_window_days"]),
    )


def _mart(node: Mapping[str, Any]) -> Mart:
    columns = node["columns"]
    keys = [
        (name,)
        for name, column in columns.items()
        if any(constraint["type"] == "primary_key" for constraint in column["constraints"])
    ]
    keys += [
        tuple(constraint["columns"])
        for constraint in node["constraints"]
        if constraint["type"] == "primary_key"
    ]
    if len(keys) != 1:
        raise DbtError(f"{node['name']} must declare one primary key in its YAML, not {len(keys)}")
    return Mart(
        layer=node["fqn"][2],
        schema=node["schema"],
        name=node["alias"],
        types={name: column["data_type"] for name, column in columns.items()},
        key=keys[0],
    )


def _artifact(path: Path) -> Any:
    try:
        return json.loads(path.read_text())
    except FileNotFoundError as error:
        raise NotBuiltError(f"{path} is missing; run 'dbt build' first") from error
    except json.JSONDecodeError as error:  # dbt writes it in place, and a full disk cuts it off
        raise NotBuiltError(f"{path} is cut off; free space there and run 'dbt build'") from error
