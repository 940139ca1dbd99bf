"""The oracle on rows small enough to count by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital.verification.oracle import Answer, answer_questions
from hospital.verification.statistics import rate, wilson_interval

from .rows import Record, moment, stay, tables, visit

SPECIALTIES = [
    {"specialty_id": 3, "specialty_name": "Cardiology"},
    {"specialty_id": 4, "specialty_name": "Surgery"},
]


def answer(question: str, **rows: list[Record]) -> Answer:
    return answer_questions(tables(specialties=SPECIALTIES, **rows), "2025-12-31", 30)[question]


def version(number: int, valid_from: str, specialty_id: int | None, provider_id: int = 7) -> Record:
    return {
        "provider_version_id": number,
        "provider_id": provider_id,
        "specialty_id": specialty_id,
        "valid_from": moment(valid_from),
    }


@pytest.mark.parametrize(
    ("start", "specialty"),
    [
        ("2019-01-01 00:00:00", "Cardiology"),  # before the log: the first version
        ("2024-06-30 23:59:59", "Cardiology"),
        ("2024-07-01 00:00:00", "Surgery"),  # of two versions of one second the later id
        ("2025-01-01 00:00:00", "Unknown"),  # known to have none, whatever holds today
    ],
)
def test_the_specialty_is_the_providers_at_the_encounter(start: str, specialty: str) -> None:
    [row] = answer(
        "monthly_encounters_by_specialty",
        providers=[{"provider_id": 7, "specialty_id": 3}],
        provider_versions=[
            version(4, "2025-01-01", None),
            version(3, "2024-07-01", 4),
            version(2, "2024-07-01", 3),
            version(1, "2020-01-01", 3),
        ],
        encounters=[visit(1, start, provider_id=7)],
    )
    assert row["specialty_name"] == specialty
    assert row["calendar_month"] == start[:7]


def test_without_a_log_the_provider_of_today_counts() -> None:
    rows = answer(
        "monthly_encounters_by_specialty",
        providers=[{"provider_id": 7, "specialty_id": 4}, {"provider_id": 8, "specialty_id": None}],
        encounters=[
            visit(1, "2024-01-01", provider_id=7),
            visit(2, "2024-01-02", provider_id=8),
            visit(3, "2024-01-03"),
        ],
    )
    assert {(row["specialty_key"], row["encounter_count"]) for row in rows} == {(4, 1), (-1, 2)}


def test_people_count_once_per_month_specialty_and_type() -> None:
    rows = answer(
        "monthly_encounters_by_specialty",
        encounters=[
            visit(1, "2024-01-01"),
            visit(2, "2024-01-31 23:59:59"),
            visit(3, "2024-01-31", patient_id=2),
            visit(4, "2024-02-01"),
            stay(5, "2024-01-05", "2024-01-06"),
        ],
    )
    counted = {
        (row["calendar_month"], row["encounter_type"]): (
            row["encounter_count"],
            row["unique_patient_count"],
        )
        for row in rows
    }
    assert counted == {
        ("2024-01", "Outpatient"): (3, 2),
        ("2024-02", "Outpatient"): (1, 1),
        ("2024-01", "Inpatient"): (1, 1),
    }


def links(column: str, pairs: list[tuple[int, int]]) -> list[dict[str, Any]]:
    return [{"encounter_id": encounter, column: code} for encounter, code in pairs]


def test_pairs_count_an_encounter_once_and_ties_share_a_rank() -> None:
    rows = answer(
        "top_diagnosis_procedure_pairs",
        diagnoses=[
            {"diagnosis_id": number, "icd10_code": f"A0{number}", "icd10_description": None}
            for number in (5, 6)
        ],
        procedures=[
            {"procedure_id": number, "cpt_code": f"9000{number}", "cpt_description": None}
            for number in (8, 9)
        ],
        encounter_diagnoses=links("diagnosis_id", [(1, 5), (1, 5), (2, 5), (2, 6), (3, 6)]),
        encounter_procedures=links("procedure_id", [(1, 8), (1, 8), (1, 9), (2, 8)]),
    )
    ranked = {
        (row["diagnosis_key"], row["procedure_key"]): (row["encounter_count"], row["pair_rank"])
        for row in rows
    }
    assert ranked == {(5, 8): (2, 1), (5, 9): (1, 2), (6, 8): (1, 2)}


def test_revenue_is_allowed_on_paid_claims_and_encounters_never_multiply() -> None:
    def claim(status: str, claimed: str, allowed: str | None) -> Record:
        return {
            "encounter_id": 1,
            "claim_amount": Decimal(claimed),
            "allowed_amount": None if allowed is None else Decimal(allowed),
            "claim_date": date(2024, 3, 1),
            "claim_status": status,
        }

    [row] = answer(
        "monthly_revenue_by_specialty",
        encounters=[visit(1, "2024-01-31"), visit(2, "2024-01-31")],
        billing=[
            claim("Paid", "100.00", "80.10"),
            claim("Paid", "50.00", None),
            claim("Pending", "7.00", None),
            claim("Denied", "9.99", "5.00"),
        ],
    )
    assert (row["calendar_month"], row["encounter_count"], row["claim_count"]) == ("2024-01", 2, 4)
    assert row["revenue_amount"] == Decimal("80.10")
    assert row["pending_amount"] == Decimal("7.00")
    assert row["denied_amount"] == Decimal("9.99")


def test_a_stay_belongs_to_the_specialty_of_its_last_encounter() -> None:
    [row] = answer(
        "readmission_rate_by_specialty",
        providers=[{"provider_id": 7, "specialty_id": 3}, {"provider_id": 8, "specialty_id": 4}],
        encounters=[
            stay(1, "2024-01-01", "2024-01-03", provider_id=7),
            stay(2, "2024-01-03", "2024-01-05", provider_id=8),
        ],
    )
    assert (row["specialty_name"], row["index_stay_count"]) == ("Surgery", 1)


@pytest.mark.parametrize(
    ("successes", "trials", "lower", "upper"),
    [
        (0, 10, "0.000000", "0.277533"),
        (1, 10, "0.017876", "0.404150"),
        (5, 10, "0.236593", "0.763407"),
        (10, 10, "0.722467", "1.000000"),
    ],
)
def test_wilson_intervals_of_the_tables(
    successes: int, trials: int, lower: str, upper: str
) -> None:
    assert wilson_interval(successes, trials) == (Decimal(lower), Decimal(upper))


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_wilson_interval_holds_the_rate_and_mirrors(counts: tuple[int, int]) -> None:
    successes, trials = counts
    lower, upper = wilson_interval(successes, trials)
    mirrored = wilson_interval(trials - successes, trials)
    assert 0 <= lower <= rate(successes, trials) <= upper <= 1
    assert abs(lower - (1 - mirrored[1])) <= Decimal("0.000001")


def test_rates_round_half_up() -> None:
    assert [str(rate(part, 2_000_000)) for part in (1, 3)] == ["0.000001", "0.000002"]
