"""Every scenario on every engine: all of them in one database, and one build of the project."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hospital.config import DATABASE_ENGINES, Engine
from hospital.scenarios.checking import check_scenarios
from hospital.scenarios.model import coverage_points, read_scenarios, scenario_folder
from hospital.scenarios.writing import write_scenarios
from hospital.sinks import sink_for
from hospital.verification.connections import open_reader
from hospital.verification.dbt_project import read_marts, run_dbt
from hospital.verification.scratch import running_servers, scratch_databases

SCENARIOS = read_scenarios(scenario_folder())
Findings = dict[str, list[str]]


@pytest.fixture(scope="module", params=DATABASE_ENGINES)
def findings(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Findings]:
    """What each scenario finds wrong on an engine, by its name."""
    engine: Engine = request.param
    folder = tmp_path_factory.mktemp("scenarios")
    with (
        running_servers([engine]) as servers,
        scratch_databases(engine, servers.get(engine), folder) as environment,
    ):
        sink_for(engine, environment).create_empty()
        write_scenarios(engine, SCENARIOS, environment)
        target = folder / "target"
        arguments = ["build", "--quiet", "--exclude-resource-type", "test", "unit_test"]
        run_dbt(arguments, engine, environment, target)
        with open_reader(engine, environment) as reader:
            yield check_scenarios(reader, read_marts(target), SCENARIOS)


@pytest.mark.parametrize("name", [scenario.name for scenario in SCENARIOS])
def test_the_marts_have_the_rows_that_it_expects(findings: Findings, name: str) -> None:
    assert findings[name] == []


@pytest.mark.parametrize("point", coverage_points())
def test_each_point_has_a_scenario(point: str) -> None:
    assert [scenario.name for scenario in SCENARIOS if point in scenario.covers]


def test_scenarios_cover_listed_points_alone() -> None:
    covered = {point for scenario in SCENARIOS for point in scenario.covers}
    assert covered <= set(coverage_points())
