"""The summary counts what is there, and says what to run where nothing is."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from hospital.cli import run
from hospital.config import Engine
from hospital.schema import ddl
from hospital.schema.tables import TABLES

MARTS = {
    "monthly_encounters_by_specialty": (
        "select '2025-12' as calendar_month, 3 as specialty_key, 'Cardiology' as specialty_name, "
        "'ER' as encounter_type, 1234 as encounter_count, 987 as unique_patient_count"
    ),
    "top_diagnosis_procedure_pairs": (
        "select 1 as pair_rank, 5 as diagnosis_key, 8 as procedure_key, 'I10' as icd10_code, "
        "'Hypertension' as icd10_description, '99213' as cpt_code, null as cpt_description, "
        "4 as encounter_count"
    ),
    "readmission_rate_by_specialty": (
        "select 3 as specialty_key, 'Cardiology' as specialty_name, 3 as index_stay_count, "
        "1 as readmitted_stay_count, 0.333333 as readmission_rate, 0.061492 as rate_lower_bound, "
        "0.792340 as rate_upper_bound"
    ),
    "monthly_revenue_by_specialty": (
        "select '2025-12' as calendar_month, 3 as specialty_key, 'Cardiology' as specialty_name, "
        "1000.50 as revenue_amount, 0.00 as pending_amount, 7.25 as denied_amount"
    ),
    "quality_repairs": (
        "select unnest(['padding', 'letter_case', 'padding', 'missing_value']) as rule_name"
    ),
    "quality_merges": "select 'duplicate_claim' as rule_name from range(1200)",
    "quality_quarantined_rows": (
        "select unnest(['future_date', 'future_date, orphan']) as reasons"
    ),
}


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DUCKDB_PATH", str(tmp_path / "hospital.duckdb"))
    monkeypatch.setenv("DBT_TARGET_PATH", str(tmp_path))
    monkeypatch.delenv("OLTP_DATABASE", raising=False)
    monkeypatch.delenv("OLAP_DATABASE", raising=False)
    return tmp_path


def build(target: Path, statuses: dict[str, str], dbt_target: str | None = None) -> None:
    """What a build leaves: the tables, the manifest and the results."""
    with duckdb.connect(str(target / "hospital.duckdb")) as connection:
        connection.execute(ddl.create_database(Engine.DUCKDB, "healthcare_oltp"))
        for table in TABLES:
            connection.execute(ddl.create_table(Engine.DUCKDB, table, "healthcare_oltp"))
        connection.execute("create schema healthcare_olap")
        for name, query in MARTS.items():
            connection.execute(f"create table healthcare_olap.{name} as {query}")
    nodes = {
        name: {
            "resource_type": "model",
            "fqn": [
                "healthcare_analytics",
                "marts",
                "quality" if name.startswith("quality") else "analytics",
                name,
            ],
            "name": name,
            "alias": name,
            "schema": "healthcare_olap",
            "columns": {
                "a_key": {"data_type": "integer", "constraints": [{"type": "primary_key"}]}
            },
            "constraints": [],
        }
        for name in MARTS
    }
    (target / "manifest.json").write_text(json.dumps({"nodes": nodes}))
    results = [{"unique_id": name, "status": status} for name, status in statuses.items()]
    arguments = {"target": dbt_target} if dbt_target else {}
    (target / "run_results.json").write_text(json.dumps({"results": results, "args": arguments}))


def test_it_shows_rows_answers_and_tests(target: Path, capsys: pytest.CaptureFixture[str]) -> None:
    statuses = {"model.p.a": "success", "test.p.b": "pass", "unit_test.p.c": "pass"}
    build(target, {**statuses, "test.p.d": "fail", "test.p.e": "error", "test.p.f": "warn"})
    assert run(["summary", "--engine", "duckdb"]) == 0
    printed = capsys.readouterr().out
    for text in ("1,234", "0.333333", "1,000.50", "Hypertension", "encounter_diagnoses"):
        assert text in printed
    assert "Tests: 2 passed, 2 failed, 1 warned\n" in printed
    assert "Fields repaired or unknown: 2 padding, 1 letter_case, 1 missing_value\n" in printed
    assert "Rows merged: 1,200 duplicate_claim\n" in printed
    assert "Rows quarantined: 2 future_date, 1 orphan\n" in printed


def test_it_says_so_if_the_last_run_was_on_another_engine_or_without_tests(
    target: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(target, {"test.p.b": "pass"}, "mysql")
    assert run(["summary", "--engine", "duckdb"]) == 0
    assert "Tests: 1 passed, 0 failed (the last dbt run was on mysql)" in capsys.readouterr().out
    (target / "run_results.json").write_text(json.dumps({"results": [], "args": {}}))
    assert run(["summary", "--engine", "duckdb"]) == 0
    assert "Tests: none in the last dbt run" in capsys.readouterr().out


@pytest.mark.parametrize("missing", ["manifest.json", "run_results.json", "hospital.duckdb"])
def test_before_a_build_it_says_what_to_run(
    target: Path, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    build(target, {"test.p.b": "pass"})
    (target / missing).unlink()
    assert run(["summary", "--engine", "duckdb"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert missing in printed.err
    assert "dbt build" in printed.err
    assert printed.err.count("\n") == 1
