"""dbt and pytest over a copy of the project, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hospital.verification.dbt_process import run_dbt_process

_SHOWN_LINES = 5
# dbt's statuses of a node that did what it should
_SOUND = {"success", "pass", "warn", "skipped", "no-op"}


@dataclass(frozen=True)
class Outcome:
    """How a run ended: the tests or models that failed, by dbt's name or pytest's node id."""

    succeeded: bool
    failed: Sequence[str]
    last_lines: str


def run_dbt_at(
    project: Path, arguments: Sequence[str], environment: Mapping[str, str], target: Path
) -> Outcome:
    """Runs dbt on DuckDB over the project in that folder."""
    log = target / "output.txt"
    target.mkdir(parents=True, exist_ok=True)
    results = target / "run_results.json"
    results.unlink(missing_ok=True)
    command = [
        "--no-use-colors",
        "--no-version-check",
        *arguments,
        *("--target", "duckdb"),
        *("--project-dir", str(project)),
        *("--profiles-dir", str(project)),
        *("--target-path", str(target)),
        *("--log-path", str(target / "logs")),
    ]
    status = run_dbt_process(command, environment, project, log)
    failed: list[str] = []
    if results.exists():
        failed = [
            result["unique_id"].split(".")[2 if result["unique_id"].startswith("test.") else -1]
            for result in json.loads(results.read_text())["results"]
            if result["status"] not in _SOUND
        ]
    return Outcome(status == 0, failed, _last_lines(log.read_text(errors="replace")))


def run_pytest_at(
    project: Path, tests: Sequence[str], environment: Mapping[str, str], report: Path
) -> Outcome:
    """Runs pytest over the project in that folder, until the first test that fails."""
    report.unlink(missing_ok=True)
    result = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"),
            f"--junitxml={report}",
            *tests,
        ],
        cwd=project,
        # before the installed package, which is the sound one
        env={**environment, "PYTHONPATH": str(project / "scripts")},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = [
        f"{str(case.get('classname')).replace('.', '/')}.py::{case.get('name')}"
        for case in (ElementTree.parse(report).iter("testcase") if report.exists() else ())
        if case.find("failure") is not None or case.find("error") is not None
    ]
    return Outcome(result.returncode == 0, failed, _last_lines(result.stdout + result.stderr))


def _last_lines(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return " / ".join(lines[-_SHOWN_LINES:])
