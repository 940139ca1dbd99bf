"""Of the order and validity of codes, procedures, providers and money."""

from __future__ import annotations

from datetime import date, datetime

from ..hand_made import FIRST_DAY, Hospital
from .registry import DAY, fault


@fault
def diagnosis_sequence(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I10", "I10" if broken else "E78.5"])


@fault
def diagnosis_sequence__none(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=[] if broken else ["I10"])


@fault
def codes_valid_on_their_date(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    start = datetime(2024, 9, 30, 9) if broken else datetime(2024, 10, 1, 9)
    hospital.visit(1, codes=["E66.811"], start=start)


@fault
def codes_valid_on_their_date__predecessor(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["M54.5" if broken else "M54.50"])


@fault
def codes_valid_on_their_date__no_leaf(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["N18.3" if broken else "N18.30"])


@fault
def procedures_inside_the_encounter(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.procedure(hospital.visit(1), "93000", date(2024, 3, 6) if broken else DAY)


@fault
def no_inpatient_procedure_in_the_clinic(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, procedures=["44970" if broken else "45378"])


@fault
def no_inpatient_procedure_in_the_clinic__visit_codes(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", procedures=["99213" if broken else "99284"])


@fault
def visit_codes_per_encounter(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, procedures=["99213", "99396" if broken else "80053"])


@fault
def visit_codes_per_encounter__same_day(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, DAY, nights=1 if broken else 0.25, procedures=["99234"])


@fault
def visit_codes_per_encounter__two_a_day(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    stay = hospital.stay(1, DAY, procedures=["99222", "99231"])
    hospital.procedure(stay, "99232", DAY if broken else date(2024, 3, 6))


@fault
def visit_codes_per_encounter__discharge_visit(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    stay = hospital.stay(1, DAY, nights=3)
    hospital.procedure(stay, "99238", date(2024, 3, 7) if broken else date(2024, 3, 8))


@fault
def transitional_care_follows_a_discharge(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, date(2024, 3, 1), nights=2)  # until the 3rd
    start = datetime(2024, 3, 11 if broken else 10, 9)
    hospital.visit(1, start=start, procedures=["99496"])


@fault
def provider_fits_the_encounter(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1)
    hospital.visit(1, start=datetime(2024, 8, 6, 9), department_id=1 if broken else 2)
    hospital.add("departments", department_id=2, department_name="Other Clinic")
    moved = {"provider_id": 1, "specialty_id": 1, "department_id": 2}
    hospital.add(
        "provider_versions", **moved, provider_version_id=2, valid_from=datetime(2024, 6, 1)
    )


@fault
def provider_fits_the_encounter__specialty(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2002, 3, 5) if broken else date(2002, 3, 6))  # twenty-two or less
    hospital.rows["specialties"][0]["specialty_name"] = "Pediatrics"
    hospital.visit(1)


@fault
def provider_fits_the_encounter__emergency(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.rows["specialties"][0]["specialty_name"] = "Emergency Medicine"
    hospital.visit(1, "Outpatient" if broken else "ER")


@fault
def money_is_ordered(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.claim(hospital.visit(1), 100, allowed=101 if broken else 100)


@fault
def money_is_ordered__paid(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.claim(hospital.visit(1), 100, allowed=50, paid=51 if broken else 50)


@fault
def money_is_ordered__charge(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.claim(hospital.visit(1), 0 if broken else 1, allowed=0)


@fault
def money_is_ordered__pending(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    visit = hospital.visit(1)
    hospital.claim(visit, 100, status="Pending", allowed=50 if broken else None)


@fault
def claims_follow_the_encounter(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    visit = hospital.stay(1, FIRST_DAY, nights=3)  # until 4 January
    hospital.claim(visit, sent=date(2024, 1, 3) if broken else date(2024, 1, 4))
