"""Of codes that depend on sex and age."""

from __future__ import annotations

from datetime import date, datetime

from ..hand_made import COMMERCIAL, MEDICARE, Hospital
from .registry import fault


@fault
def codes_of_one_sex(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, gender="M" if broken else "F")
    hospital.visit(1, codes=["Z34.83"])


@fault
def codes_of_one_sex__men(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, gender="F" if broken else "U")
    hospital.visit(1, codes=["I10", "N40.1"])


@fault
def procedures_of_one_sex(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, gender="F" if broken else "M")
    hospital.visit(1, procedures=["84153"])


@fault
def codes_of_an_age(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(1968, 3, 5) if broken else date(1969, 3, 4), gender="F")
    hospital.visit(1, codes=["I10", "O48.0" if broken else "Z00.00"])


@fault
def codes_of_an_age__newborn(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 2, 5) if broken else date(2024, 2, 6))  # 29 and 28 days
    hospital.visit(1, codes=["P59.9"])


@fault
def codes_of_an_age__first_week(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 2, 26) if broken else date(2024, 2, 27))  # 8 and 7 days
    hospital.visit(1, codes=["Z00.110"])


@fault
def codes_of_an_age__after_the_first_week(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 2, 27) if broken else date(2024, 2, 26))
    hospital.visit(1, codes=["Z00.111"])


@fault
def codes_of_an_age__infant(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 2, 6) if broken else date(2024, 2, 5))
    hospital.visit(1, codes=["Z00.129"])


@fault
def procedures_of_an_age(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2012, 3, 6) if broken else date(2012, 3, 5))  # eleven, twelve
    hospital.visit(1, procedures=["99394"])


@fault
def procedures_of_an_age__newborn(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 2, 5) if broken else date(2024, 2, 6))
    hospital.visit(1, procedures=["99468"])


@fault
def medicare_services(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(1950, 1, 1), payer=COMMERCIAL if broken else MEDICARE)
    hospital.visit(1, procedures=["G0008"])


@fault
def medicare_services__twice_in_a_year(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(1950, 1, 1), payer=MEDICARE)
    hospital.visit(1, start=datetime(2024, 1, 8, 9), procedures=["G0439"])
    later = datetime(2024, 11, 8, 9) if broken else datetime(2024, 12, 9, 9)
    hospital.visit(1, start=later, procedures=["G0439"])


@fault
def medicare_services__first_after_later(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(1950, 1, 1), payer=MEDICARE)
    codes = ["G0438", "G0439"]
    for start in (datetime(2024, 1, 8, 9), datetime(2024, 12, 9, 9)):
        hospital.visit(1, start=start, procedures=[codes.pop(1 if broken and codes[1:] else 0)])
