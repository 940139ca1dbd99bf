"""Where mutants are planted: a copy of the project with a small built warehouse.

The warehouse holds every scenario and a simulated hospital, dirty as usual. Each mutant gets a copy
of it, and dbt reads of the copied project only what the mutant changed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from hospital.config import Engine, GenerateConfig, project_folder
from hospital.defects.settings import defect_settings
from hospital.errors import DifferenceFoundError, MutantError
from hospital.generation import generate
from hospital.mutation.runs import Outcome, run_dbt_at, run_pytest_at
from hospital.scenarios.checking import check_scenarios
from hospital.scenarios.model import Scenario, read_scenarios
from hospital.scenarios.writing import AS_OF_DATE, write_scenarios
from hospital.sinks import sink_for
from hospital.verification.connections import open_reader
from hospital.verification.dbt_project import read_marts

_PATIENTS = 60
# At the top of the project: not part of what is tested, or large.
_LEFT_OUT = {".venv", "data", "target", "logs", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


@dataclass(frozen=True)
class Stage:
    """A copy of the project, and the sound warehouse that was built from it."""

    project: Path
    folder: Path  # of the sound warehouse and of what dbt wrote when it built it
    environment: Mapping[str, str]  # leads to the warehouse of the mutant
    scenarios: Sequence[Scenario]

    @property
    def target(self) -> Path:
        """Where dbt writes while a mutant is planted."""
        return self.project / "target"

    @property
    def warehouse(self) -> Path:
        """The mutant's DuckDB file."""
        return Path(self.environment["DUCKDB_PATH"])

    def renew(self) -> None:
        """Puts the sound warehouse in place, and what dbt knows of the sound project.

        Raises:
            MutantError: dbt cannot build the project as it is.
            DifferenceFoundError: a scenario fails without any mutant.
        """
        if not (self.folder / "sound.duckdb").exists():
            self._build()
        shutil.rmtree(self.target, ignore_errors=True)
        self.target.mkdir()
        shutil.copy(self.folder / "target" / "partial_parse.msgpack", self.target)
        shutil.copy(self.folder / "sound.duckdb", self.warehouse)

    def _build(self) -> None:
        config = GenerateConfig(patients=_PATIENTS, defects=defect_settings("standard", 0.01))
        if config.as_of.isoformat() != AS_OF_DATE:
            raise MutantError(f"the simulated data must end on {AS_OF_DATE}, as the scenarios do")
        self.warehouse.parent.mkdir(parents=True)
        generate(config, sink_for(Engine.DUCKDB, self.environment), replace=False)
        write_scenarios(Engine.DUCKDB, self.scenarios, self.environment, with_load=False)
        outcome = self.dbt(["build", "--exclude-resource-type", "test", "unit_test"])
        if not outcome.succeeded:
            raise MutantError(f"dbt cannot build the project as it is: {outcome.last_lines}")
        failed = self.failed_scenarios()
        if failed:
            raise DifferenceFoundError(f"without any mutant scenarios fail: {', '.join(failed)}")
        shutil.copytree(self.target, self.folder / "target")
        shutil.copy(self.warehouse, self.folder / "sound.duckdb")

    def dbt(self, arguments: Sequence[str]) -> Outcome:
        """One run of dbt over the project as it is now."""
        return run_dbt_at(self.project, arguments, self.environment, self.target)

    def pytest(self, tests: Sequence[str]) -> Outcome:
        """Those tests over the project as it is now, until the first that fails."""
        return run_pytest_at(self.project, tests, self.environment, self.folder / "pytest.xml")

    def unit_tests(self, model: str) -> set[str]:
        """The names of a model's unit tests."""
        (file,) = (self.project / "models").rglob(f"{model}.yml")
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        return {test["name"] for test in content.get("unit_tests", [])}

    def literal_cases(self, macro: str) -> list[str]:
        """The tests of literal cases that call a macro."""
        return [
            file.stem
            for file in sorted((self.project / "tests" / "macros").glob("*.sql"))
            if re.search(rf"\b{macro}\(", file.read_text(encoding="utf-8"))
        ]

    def failed_scenarios(self) -> list[str]:
        """The scenarios whose expected rows are not those of the warehouse."""
        with open_reader(Engine.DUCKDB, self.environment) as reader:
            found = check_scenarios(reader, read_marts(self.target), self.scenarios)
        return [name for name, differences in found.items() if differences]


def prepared_stage(folder: Path, environment: Mapping[str, str]) -> Stage:
    """Copies the project into `folder`; the warehouse is built as soon as it is needed.

    Raises:
        ScenarioError: a scenario cannot be read.
    """
    project = folder / "project"
    _copy_project(project)
    return Stage(
        project=project,
        folder=folder,
        environment={
            **environment,
            "DUCKDB_PATH": str(folder / "mutant" / "hospital.duckdb"),
            "OLTP_DATABASE": "healthcare_oltp",
            "OLAP_DATABASE": "healthcare_olap",
        },
        scenarios=read_scenarios(project / "tests" / "scenarios"),
    )


def _copy_project(copy: Path) -> None:
    """What git tracks or would track, as it is in the working tree."""
    source = project_folder()
    if not (source / ".git").exists():
        shutil.copytree(
            source,
            copy,
            ignore=lambda folder, names: _LEFT_OUT & set(names) if Path(folder) == source else (),
        )
        return
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=source, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (source / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source / name, copy / name)
