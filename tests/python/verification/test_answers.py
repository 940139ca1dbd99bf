"""The check of the answers agrees on a right star and finds what is planted in a wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from hospital.cli import run
from hospital.config import Engine
from hospital.errors import NotBuiltError
from hospital.verification.answers import (
    ANALYSES,
    MART,
    OLTP,
    ORACLE,
    WayResult,
    compare_answers,
)
from hospital.verification.compare import BuiltStar
from hospital.verification.dbt_project import compile_analyses
from hospital.verification.findings import Findings

from .conftest import environment_of, execute

FOUR_QUESTIONS = {
    "monthly_encounters_by_specialty",
    "top_diagnosis_procedure_pairs",
    "readmission_rate_by_specialty",
    "monthly_revenue_by_specialty",
}


Analyses = Mapping[str, str]


@pytest.fixture(scope="session")
def analyses(built_target: Path) -> Analyses:
    file = built_target.parent / "hospital.duckdb"
    return compile_analyses(Engine.DUCKDB, environment_of(file), built_target)


def check(star: BuiltStar, analyses: Analyses) -> list[WayResult]:
    return list(compare_answers(star.engine, star.environment, analyses, star.marts).results)


def wrong(results: list[WayResult]) -> dict[tuple[str, str], int]:
    return {
        (result.question, result.way): result.differing_cells
        for result in results
        if result.differing_cells
    }


def test_all_ways_agree_in_every_cell(star: BuiltStar, analyses: Analyses) -> None:
    results = check(star, analyses)
    assert not wrong(results)
    assert all(result.row_count for result in results)
    ways = {(result.question, result.way) for result in results}
    assert ways >= {
        (question, way) for question in FOUR_QUESTIONS for way in (*ANALYSES, ORACLE, MART)
    }


def test_one_wrong_cell_of_a_mart_is_found_and_named(star: BuiltStar, analyses: Analyses) -> None:
    execute(
        star,
        "update healthcare_olap.monthly_revenue_by_specialty "
        "set revenue_amount = revenue_amount + 0.01 where (calendar_month, specialty_key) = "
        "(select min((calendar_month, specialty_key)) "
        "from healthcare_olap.monthly_revenue_by_specialty)",
    )
    results = check(star, analyses)
    assert wrong(results) == {("monthly_revenue_by_specialty", MART): 1}
    [first] = [result.first_difference for result in results if result.first_difference]
    assert 'calendar_month "2024-01"' in first
    assert "revenue_amount is" in first


def test_a_return_that_the_stays_forget_differs_on_the_star_alone(
    star: BuiltStar, analyses: Analyses
) -> None:
    execute(
        star,
        "update healthcare_olap.fact_inpatient_stays set is_inpatient_return = 0 "
        "where stay_key = (select min(stay_key) from healthcare_olap.fact_inpatient_stays "
        "where is_inpatient_return = 1)",
    )
    found = wrong(check(star, analyses))
    assert set(found) == {("readmission_rate_by_specialty", "star SQL")}


def test_a_source_that_changed_after_the_build_differs_on_star_and_mart(
    star: BuiltStar, analyses: Analyses
) -> None:
    execute(
        star,
        "update healthcare_oltp.billing set allowed_amount = allowed_amount + 1 "
        "where billing_id = (select min(billing_id) from healthcare_oltp.billing "
        "where claim_status = 'Paid')",
    )
    found = wrong(check(star, analyses))
    question = "monthly_revenue_by_specialty"
    assert found == {(question, "star SQL"): 1, (question, MART): 1}


def test_a_missing_row_differs_in_all_its_cells(star: BuiltStar, analyses: Analyses) -> None:
    execute(
        star,
        "delete from healthcare_olap.readmission_waterfall where waterfall_step = 2",
    )
    results = check(star, analyses)
    assert wrong(results) == {("readmission_waterfall", MART): 3}
    [first] = [result.first_difference for result in results if result.first_difference]
    assert first.endswith("waterfall_step 2: the row is missing")


def test_where_staging_changed_rows_only_the_raw_source_may_differ(
    star: BuiltStar, analyses: Analyses
) -> None:
    execute(
        star,
        "update healthcare_oltp.billing set claim_status = 'PD' where billing_id = "
        "(select min(billing_id) from healthcare_oltp.billing "
        "where claim_status = 'Paid' and allowed_amount > 0)",
    )
    checked = compare_answers(star.engine, star.environment, analyses, star.marts)
    assert wrong(list(checked.results)) == {("monthly_revenue_by_specialty", OLTP): 1}
    assert "OLTP SQL" in str(checked.first_failure)  # the marts do not yet tell of a repair
    execute(
        star,
        "insert into healthcare_olap.quality_repairs values "
        "('billing', 1, 'claim_status', 'claim_status_synonym', 'PD', 'Paid')",
    )
    checked = compare_answers(star.engine, star.environment, analyses, star.marts)
    assert checked.first_failure is None
    execute(star, "update healthcare_olap.readmission_waterfall set stay_count = -1")
    checked = compare_answers(star.engine, star.environment, analyses, star.marts)
    assert MART in str(checked.first_failure)


def test_a_missing_value_does_not_explain_a_difference() -> None:
    assert not Findings(repaired={"missing_value": 9}).change_the_answers
    assert Findings(repaired={"missing_value": 9, "padding": 1}).change_the_answers
    assert Findings(merged={"duplicate_claim": 1}).change_the_answers
    assert Findings(quarantined={"orphan": 1}).change_the_answers


def test_without_a_star_it_says_what_to_run(star: BuiltStar, analyses: Analyses) -> None:
    execute(star, "drop table healthcare_olap.monthly_revenue_by_specialty")
    with pytest.raises(NotBuiltError, match="dbt build --target duckdb"):
        check(star, analyses)


def test_the_command_ends_with_one_at_a_difference(
    star: BuiltStar, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    execute(star, "update healthcare_olap.readmission_waterfall set stay_count = -1")
    for name, value in environment_of(Path(star.environment["DUCKDB_PATH"])).items():
        monkeypatch.setenv(name, value)
    assert run(["answers", "--engine", "duckdb"]) == 1
    printed = capsys.readouterr()
    assert "readmission_waterfall" in printed.out
    assert "stay_count is -1, by the oracle" in printed.err
