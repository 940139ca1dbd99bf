"""Files of scenarios: what is wrong with one is said in a line, and what it expects is checked."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from hospital.config import Engine
from hospital.errors import ScenarioError
from hospital.scenarios.checking import check_scenarios
from hospital.scenarios.ids import local_id, stored_id
from hospital.scenarios.model import Scenario, read_scenarios
from hospital.scenarios.writing import write_scenarios
from hospital.sinks import sink_for
from hospital.verification.connections import Reader
from hospital.verification.dbt_project import Mart

FILE = """
description: a claim
covers: [void]
source:
  patients: [{patient_id: 7}]
expect:
  claims: [{claim_key: 1, amount: 12.50, claim_date: 2025-01-31}]
"""
CLAIMS = Mart(
    "core",
    "main",
    "claims",
    {"claim_key": "bigint", "amount": "decimal(14,2)", "claim_date": "date"},
    ("claim_key",),
)


def scenarios_of(folder: Path, text: str = FILE) -> list[Scenario]:
    (folder / "claim.yml").write_text(text)
    return read_scenarios(folder)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("covers: [void]\n", "", "claim.yml: the section 'covers' is missing"),
        ("covers:", "cover:", "claim.yml: the section"),
        ("covers: [void]", "covers: void", "'covers' must be a list"),
        ("patients:", "patient:", "there is no source table 'patient'"),
        ("{patient_id: 7}", "{patient_id: 7, name: x}", "patients has no column 'name'"),
        ("{patient_id: 7}", "{mrn: x}", "a row of patients has no patient_id"),
        ("[{patient_id: 7}]", "{patient_id: 7}", "source, patients must be a list of rows"),
        ("2025-01-31}]", "2025-01-31}, {claim_key: 2}]", "must name the same columns"),
        ("description: a claim", "description: [", "claim.yml cannot be read"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    assert right in FILE
    with pytest.raises(ScenarioError, match=message):
        scenarios_of(tmp_path, FILE.replace(right, wrong))


def test_a_folder_without_scenarios(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no scenario"):
        read_scenarios(tmp_path)


def test_a_row_that_the_database_refuses_is_named(tmp_path: Path) -> None:
    text = FILE.replace("{patient_id: 7}", "{patient_id: 7}, {patient_id: 7}")
    environment = {"DUCKDB_PATH": str(tmp_path / "hospital.duckdb")}
    sink_for(Engine.DUCKDB, environment).create_empty()
    with pytest.raises(ScenarioError, match="claim: patients, "):
        write_scenarios(Engine.DUCKDB, scenarios_of(tmp_path, text), environment)


@pytest.mark.parametrize(("number", "local"), [(1, 1), (1, 999), (2, 1), (40, 500)])
def test_ids_come_back_and_belong_to_one_scenario(number: int, local: int) -> None:
    stored = stored_id(number, local)
    assert local_id(number, stored) == local
    assert local_id(number, -1 - stored) == -1 - local  # a version without a log row
    assert local_id(number + 1, stored) is None
    assert local_id(number, -1) is None


def test_an_id_outside_the_range_is_refused() -> None:
    for local in (0, 1000):
        with pytest.raises(ValueError, match="is not from 1 to 999"):
            stored_id(1, local)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["(900001001, 12.50, date '2025-01-31')"], []),
        (
            ["(900001001, 12.51, date '2025-01-31')"],
            [
                "claims: a row is missing: claim_key 1, amount 12.5, claim_date 2025-01-31",
                "claims: a row is too much: claim_key 1, amount 12.51, claim_date 2025-01-31",
            ],
        ),
        (
            ["(900001001, 12.50, date '2025-01-31')"] * 2,
            ["claims: a row is too much: claim_key 1, amount 12.5, claim_date 2025-01-31"],
        ),
        (
            ["(900002001, 12.50, date '2025-01-31')"],  # another scenario's
            ["claims: a row is missing: claim_key 1, amount 12.5, claim_date 2025-01-31"],
        ),
    ],
)
def test_rows_that_differ_are_named(tmp_path: Path, rows: list[str], found: list[str]) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            "create table claims (claim_key bigint, amount decimal(14,2), claim_date date)"
        )
        connection.execute(f"insert into claims values {', '.join(rows)}")
        reader = Reader(Engine.DUCKDB, connection)
        assert check_scenarios(reader, [CLAIMS], scenarios_of(tmp_path)) == {"claim": found}


def test_a_mart_or_column_that_there_is_not_is_named(tmp_path: Path) -> None:
    scenarios = scenarios_of(tmp_path, FILE.replace("amount:", "sum:"))
    with duckdb.connect() as connection:
        connection.execute("create table claims as select 1::bigint as claim_key")
        reader = Reader(Engine.DUCKDB, connection)
        assert check_scenarios(reader, [CLAIMS], scenarios) == {
            "claim": ["claims has no column 'sum'"]
        }
        assert check_scenarios(reader, [], scenarios) == {"claim": ["there is no mart 'claims'"]}
