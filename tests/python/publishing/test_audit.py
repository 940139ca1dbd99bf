"""Only a star whose tests pass is published: a small project of its own, and the real dbt."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hospital import cli
from hospital.config import Engine, project_folder

from .conftest import Place

_FILES = {
    "dbt_project.yml": """
name: tiny
profile: healthcare_analytics
model-paths: [models]
test-paths: [tests]
models: {tiny: {+materialized: table, steps: {+schema: staging}}}
""",
    "models/steps/int_read.sql": "select number from {{ env_var('OLTP_DATABASE') }}.numbers",
    "models/marts/core/fact.sql": "select number from {{ ref('int_read') }}",
    "models/marts/core/dimension.sql": "select 7 as number",
    "tests/assert_no_number_is_negative.sql": "select * from {{ ref('fact') }} where number < 0",
    "tests/assert_all_are_seven.sql": "select * from {{ ref('dimension') }} where number <> 7",
}
ENGINES = [Engine.DUCKDB, Engine.MARIADB]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: Place) -> Path:
    """The project, and an environment that leads to the place."""
    folder = tmp_path / "project"
    for name, text in _FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    shutil.copy(project_folder() / "profiles.yml", folder)
    for name, value in place.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("OLTP_DATABASE", f"{place.schemas.live}_oltp")
    monkeypatch.setattr("hospital.publishing.audit.project_folder", lambda: folder)
    return folder


def publish(place: Place) -> int:
    return cli.run(["publish", "--engine", place.engine.value])


@pytest.mark.parametrize("place", ENGINES, indirect=True)
def test_a_failed_test_publishes_nothing_and_is_named(
    place: Place, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    source = f"{place.schemas.live}_oltp"
    place.put(source, "numbers", 1, 2)
    assert publish(place) == 0
    assert place.live() == {"dimension": [7], "fact": [1, 2]}
    assert "publication 1" in capsys.readouterr().out

    place.run(f"insert into {source}.numbers values (-3, 0)")
    assert publish(place) == 1
    said = capsys.readouterr()
    assert said.out == ""
    last = said.err.splitlines()[-1]
    assert last == ("error: nothing was published, 1 tests failed: assert_no_number_is_negative")
    assert place.live() == {"dimension": [7], "fact": [1, 2]}
    assert place.shown(place.schemas.previous) == {}

    place.run(f"update {source}.numbers set number = 3 where number < 0")
    assert publish(place) == 0
    assert place.live() == {"dimension": [7], "fact": [1, 2, 3]}
    assert place.shown(place.schemas.previous) == {"dimension": [7], "fact": [1, 2]}
    assert cli.run(["rollback", "--engine", place.engine.value]) == 0
    assert "publication 1 again" in capsys.readouterr().out
    assert place.live() == {"dimension": [7], "fact": [1, 2]}


@pytest.mark.parametrize("place", [Engine.DUCKDB], indirect=True)
def test_a_model_that_fails_is_named(
    place: Place, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert project.is_dir()
    assert publish(place) == 1
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.endswith("nothing was published, 1 models could not be built: int_read")
    assert place.live() == {}


@pytest.mark.parametrize("place", [Engine.DUCKDB], indirect=True)
def test_no_setting_of_dbt_gets_around_the_tests(
    place: Place,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place.put(f"{place.schemas.live}_oltp", "numbers", -3)
    monkeypatch.setenv("DBT_RESOURCE_TYPES", "model")
    assert publish(place) == 1
    assert "assert_no_number_is_negative" in capsys.readouterr().err

    shutil.rmtree(project / "tests")
    assert publish(place) == 1
    assert "no test that passed" in capsys.readouterr().err
    assert place.live() == {}


@pytest.mark.parametrize("place", [Engine.DUCKDB], indirect=True)
def test_a_project_that_dbt_cannot_read_is_one_clear_line(
    place: Place, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / "models/marts/core/fact.sql").write_text("select * from {{ ref('nothing') }}")
    assert publish(place) == 1
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "error:" in line]
    assert line.startswith("error: dbt could not begin: ")
    assert "nothing" in line


@pytest.mark.parametrize("place", [Engine.DUCKDB], indirect=True)
def test_a_publish_is_told_in_the_log_of_the_warehouse(place: Place, project: Path) -> None:
    (project / "models/steps/told.sql").write_text("select '{{ env_var('LOG_DATABASE') }}' as log")
    place.put(f"{place.schemas.live}_oltp", "numbers", 1)
    assert publish(place) == 0
    told = place.run(f"select log from {place.schemas.build_staging}.told")
    assert told == [(f"{place.schemas.live}_log",)]
