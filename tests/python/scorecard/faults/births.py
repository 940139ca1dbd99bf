"""Of deliveries and newborns."""

from __future__ import annotations

from datetime import date

from ..hand_made import FIRST_DAY, Hospital
from .registry import DAY, fault


def _delivery(hospital: Hospital, *codes: str, procedures: tuple[str, ...] = ("59409",)) -> None:
    hospital.person(1)
    hospital.stay(1, DAY, codes=codes, procedures=procedures)


@fault
def delivery_codes(hospital: Hospital, broken: bool) -> None:
    _delivery(hospital, "O80", "Z37.0", *([] if broken else ["Z3A.39"]))


@fault
def delivery_codes__complicated(hospital: Hospital, broken: bool) -> None:
    _delivery(hospital, "O70.1", "Z37.0", "Z3A.39", *(["O80"] if broken else ["O48.0"]))


@fault
def delivery_codes__twice_delivered(hospital: Hospital, broken: bool) -> None:
    delivered = ("59409", "59409") if broken else ("59409",)
    _delivery(hospital, "O80", "Z37.0", "Z3A.39", procedures=delivered)


@fault
def delivery_codes__no_outcome(hospital: Hospital, broken: bool) -> None:
    _delivery(hospital, "O80", "Z3A.39", *([] if broken else ["Z37.0"]))


def _birth(hospital: Hospital, child: int, day: date, *codes: str, **values: str) -> None:
    birth = {"admission_type": "Newborn", "admission_source": "Birth"}
    hospital.stay(child, day, nights=2, codes=codes, **{**birth, **values})


@fault
def newborn_stays(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, DAY)
    _birth(hospital, 1, date(2024, 3, 6) if broken else DAY, "Z38.00")


@fault
def newborn_stays__twice(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, DAY)
    _birth(hospital, 1, DAY, "Z38.00")
    hospital.visit(1, "Outpatient", codes=["Z38.00" if broken else "Z00.110"])


@fault
def newborn_stays__without_the_code(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, DAY)
    _birth(hospital, 1, DAY, "P59.9" if broken else "Z38.00")


@fault
def each_delivery_bears_its_child(hospital: Hospital, broken: bool) -> None:
    _delivery(hospital, "O80", "Z37.0", "Z3A.39")
    child = 100_000_002 if broken else 100_000_001
    hospital.person(child, DAY)
    _birth(hospital, child, DAY, "Z38.00")


@fault
def each_delivery_bears_its_child__before_the_period(hospital: Hospital, broken: bool) -> None:
    born = FIRST_DAY if broken else date(2023, 12, 31)
    hospital.person(100_000_001, born)
    _birth(hospital, 100_000_001, born, "Z38.00")


@fault
def each_delivery_bears_its_child__mode(hospital: Hospital, broken: bool) -> None:
    procedure = "59409" if broken else "59514"
    _delivery(hospital, "O82", "Z37.0", "Z3A.39", procedures=(procedure,))
    hospital.person(100_000_001, DAY)
    _birth(hospital, 100_000_001, DAY, "Z38.01")
