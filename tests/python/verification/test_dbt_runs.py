"""dbt in processes of its own: how a run that does not end well is told."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from hospital.config import Engine, project_folder
from hospital.errors import DbtError
from hospital.verification.dbt_runs import DbtRuns


@pytest.fixture
def runs(tmp_path: Path) -> DbtRuns:
    """A project with a model that cannot be built, and one that ends dbt as the kernel would."""
    project = tmp_path / "project"
    (project / "models").mkdir(parents=True)
    (project / "dbt_project.yml").write_text("{name: tiny, profile: healthcare_analytics}\n")
    (project / "models" / "wrong.sql").write_text("select no_such_column\n")
    (project / "models" / "killed.py").write_text(
        "import os\n\n\ndef model(dbt, session):\n    os.kill(os.getpid(), 9)\n    return session\n"
    )
    shutil.copy(project_folder() / "profiles.yml", project)
    environment = os.environ | {"DUCKDB_PATH": str(tmp_path / "tiny.duckdb")}
    return DbtRuns(Engine.DUCKDB, environment, tmp_path / "target", project)


def test_a_run_that_fails_shows_its_last_lines(
    runs: DbtRuns, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DbtError, match="failed on duckdb; its last lines are above"):
        runs.run(["run", "--select", "wrong"])
    assert "no_such_column" in capsys.readouterr().err


def test_a_run_that_was_killed_says_so(runs: DbtRuns, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DbtError, match="'dbt run' was killed on duckdb, perhaps for"):
        runs.run(["run", "--select", "killed"])
    assert capsys.readouterr().err == ""
