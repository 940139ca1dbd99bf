"""Of lives and stays: births, deaths, and one stay at a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ..hand_made import Hospital
from .registry import DAY, NINE, fault


@fault
def no_care_before_birth(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 3, 6) if broken else DAY)
    hospital.visit(1)


@fault
def no_care_after_death(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, died=date(2024, 3, 7))
    hospital.stay(1, DAY, nights=3 if broken else 2)


@fault
def deaths_in_hospital_are_recorded(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, died=date(2024, 3, 9) if broken else date(2024, 3, 8))
    hospital.stay(1, DAY, discharge_disposition="Expired")


@fault
def deaths_in_hospital_are_recorded__open_stay(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, died=date(2024, 12, 31) if broken else None)
    hospital.visit(1, "Inpatient", datetime(2024, 12, 30), hours=None)


@fault
def nothing_after_the_as_of_date(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.claim(hospital.visit(1), sent=date(2025, 1, 1) if broken else date(2024, 12, 31))


@fault
def discharge_follows_admission(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, hours=0 if broken else 0.5)


@fault
def no_overlapping_stays(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.person(2)
    hospital.stay(2, DAY)
    hospital.stay(1, DAY, nights=10)
    hospital.stay(1, date(2024, 3, 16), nights=1)
    hospital.visit(1, "ER", NINE + timedelta(days=5 if broken else 20))


@fault
def no_overlapping_stays__open(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "Inpatient", NINE, hours=None if broken else 5)
    hospital.stay(1, date(2024, 9, 9))


@fault
def no_outpatient_visit_during_a_stay(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, DAY, nights=2)  # from noon
    hospital.visit(1, start=NINE + timedelta(hours=4 if broken else 1))


@fault
def no_two_clinic_visits_at_once(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1)
    hospital.visit(1, start=NINE + timedelta(minutes=30 if broken else 60))


@fault
def admitted_emergency_visits_have_a_stay(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", discharge_disposition="Admitted")
    hospital.stay(1, date(2024, 3, 7) if broken else DAY)


@fault
def admitted_emergency_visits_have_a_stay__at_the_end(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    start = datetime(2024, 12, 30 if broken else 31, 22)
    hospital.visit(1, "ER", start, discharge_disposition="Admitted")


@fault
def admission_columns_belong_to_stays(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, DAY)
    hospital.visit(1, admission_source="Birth" if broken else None)
