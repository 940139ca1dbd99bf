from __future__ import annotations

from collections.abc import Iterator

import pytest

from hospital.config import GenerateConfig
from hospital.scorecard import source
from hospital.scorecard.coherence import Finding, check
from hospital.scorecard.measuring import prepare
from hospital.scorecard.statements import statements

from .faults import FAULTS
from .hand_made import Hospital

CASES = {plant.__name__: plant for plants in FAULTS.values() for plant in plants}


def _finding(case: str, *, broken: bool) -> Finding:
    hospital = Hospital()
    CASES[case](hospital, broken)
    with hospital.opened() as connection:
        [finding] = [f for f in check(connection) if f.name == case.split("__")[0]]
    return finding


@pytest.mark.parametrize("case", CASES)
def test_a_planted_fault_is_found_and_nothing_else(case: str) -> None:
    assert _finding(case, broken=False).violations == 0
    found = _finding(case, broken=True)
    assert found.violations in (1, 2)  # two where two rows contradict each other
    assert found.example.split()[0].endswith("_id") or found.example.startswith("table_name")


def test_every_check_has_a_planted_fault_and_says_its_rule() -> None:
    checks = statements("coherence")
    assert set(FAULTS) == {statement.name for statement in checks}
    assert all(len(statement.comment) > 30 for statement in checks)


@pytest.fixture(scope="module")
def findings() -> Iterator[list[Finding]]:
    with source.simulated(GenerateConfig(seed=11, patients=3_000)) as connection:
        prepare(connection)
        yield list(check(connection))


@pytest.mark.parametrize("name", FAULTS)
def test_the_simulated_hospital_breaks_no_rule(findings: list[Finding], name: str) -> None:
    [finding] = [finding for finding in findings if finding.name == name]
    assert (finding.violations, finding.example) == (0, "")
