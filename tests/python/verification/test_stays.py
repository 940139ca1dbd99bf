"""The oracle's readmissions at their edges."""

from __future__ import annotations

from typing import Any

import pytest

from hospital.verification.stays import (
    DIED,
    INDEX,
    NOT_DISCHARGED,
    TOO_SHORT,
    Returns,
    follow_stays,
    observation_end,
)

from .rows import moment, stay, tables, visit

FIRST = stay(1, "2024-03-01 08:00", "2024-03-05 10:00:00")


def followed(*encounters: dict[str, Any], known_until: str = "2025-01-01") -> Returns:
    return follow_stays(encounters, moment(known_until), 30)


def flags(returns: Returns, encounter_id: int = 1) -> tuple[bool, bool, bool]:
    [found] = [
        each for each in returns.index_stays if each.last_encounter["encounter_id"] == encounter_id
    ]
    return found.has_any_return, found.has_inpatient_return, found.has_unplanned_return


@pytest.mark.parametrize(
    ("start", "is_return"),
    [
        ("2024-03-05 10:00:01", True),
        ("2024-04-04 10:00:00", True),
        ("2024-04-04 10:00:01", False),
    ],
)
def test_the_window_is_more_than_zero_seconds_and_at_most_thirty_days(
    start: str, is_return: bool
) -> None:
    assert flags(followed(FIRST, stay(2, start, "2024-04-06 10:00")))[1] is is_return


def test_a_start_at_the_second_of_the_discharge_continues_the_stay() -> None:
    returns = followed(FIRST, stay(2, "2024-03-05 10:00:00", "2024-03-07 09:00"))
    assert returns.waterfall[INDEX] == 1
    assert flags(returns, 2) == (False, False, False)


def test_an_overlap_inside_another_stay_does_not_end_it() -> None:
    inner = stay(2, "2024-03-02 08:00", "2024-03-03 08:00", discharge_disposition="Expired")
    assert followed(FIRST, inner).waterfall == {NOT_DISCHARGED: 0, DIED: 0, TOO_SHORT: 0, INDEX: 1}


@pytest.mark.parametrize(
    ("start", "stays"),
    [("2024-03-06 23:59", 1), ("2024-03-07 00:00", 2)],
)
@pytest.mark.parametrize("side", ["discharge", "admission"])
def test_a_transfer_links_stays_until_the_end_of_the_next_day(
    side: str, start: str, stays: int
) -> None:
    first = {**FIRST, "discharge_disposition": "Transfer" if side == "discharge" else None}
    source = "Transfer" if side == "admission" else None
    second = stay(2, start, "2024-03-09 08:00", admission_source=source)
    assert sum(followed(first, second).waterfall.values()) == stays


def test_each_stay_has_one_reason_and_an_open_one_is_not_discharged() -> None:
    returns = followed(
        FIRST,
        stay(2, "2024-05-01 08:00", None, patient_id=2),
        stay(3, "2024-05-01 08:00", "2024-05-02", patient_id=3, discharge_disposition="Expired"),
        stay(4, "2024-12-01 08:00", "2024-12-02 00:00:00", patient_id=4),
        stay(5, "2024-12-01 08:00", "2024-12-02 00:00:01", patient_id=5),
        visit(6, "2024-12-01 08:00", patient_id=6),
    )
    assert returns.waterfall == {NOT_DISCHARGED: 1, DIED: 1, TOO_SHORT: 1, INDEX: 2}


def test_whatever_starts_in_an_open_stay_belongs_to_it() -> None:
    returns = followed(stay(1, "2024-03-01", None), stay(2, "2024-06-01", "2024-06-02"))
    assert returns.waterfall == {NOT_DISCHARGED: 1, DIED: 0, TOO_SHORT: 0, INDEX: 0}


def test_an_index_stay_counts_once_and_a_return_can_be_one_itself() -> None:
    returns = followed(
        FIRST,
        stay(2, "2024-03-10", "2024-03-12"),
        stay(3, "2024-03-20", "2024-03-22"),
    )
    assert [flags(returns, number)[1] for number in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize("admission_type", ["Elective", "Newborn", "Urgent", None])
def test_only_elective_stays_and_births_are_planned(admission_type: str | None) -> None:
    returns = followed(FIRST, stay(2, "2024-03-10", "2024-03-12", admission_type=admission_type))
    assert flags(returns) == (True, True, admission_type in ("Urgent", None))


def test_an_outpatient_visit_is_a_return_of_any_kind_only() -> None:
    assert flags(followed(FIRST, visit(2, "2024-03-10 09:00"))) == (True, False, False)


def test_another_patients_stay_is_no_return() -> None:
    other = stay(2, "2024-03-10", "2024-03-12", patient_id=2)
    assert flags(followed(FIRST, other)) == (False, False, False)


def test_observation_ends_after_the_given_the_loaded_or_the_latest_day() -> None:
    rows = tables(
        encounters=[visit(1, "2024-05-01 08:00"), stay(2, "2024-05-01", "2024-05-07 23:00")],
        billing=[{"claim_date": moment("2024-05-03").date()}, {"claim_date": None}],
    )
    loads = [{"as_of_date": moment(f"2024-{month}-30").date()} for month in ("06", "04")]
    assert observation_end(rows, "") == moment("2024-05-08")
    assert observation_end({**rows, "data_loads": loads}, "") == moment("2024-07-01")
    assert observation_end({**rows, "data_loads": loads}, "2024-01-31") == moment("2024-02-01")
