"""For each coherence check a small hospital, sound or with one fault planted in it.

Each function has its check's name and fills the hospital; `broken` says whether to plant.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from .hand_made import COMMERCIAL, FIRST_DAY, MEDICARE, Hospital

FAULTS: dict[str, list[Callable[[Hospital, bool], None]]] = {}

_DAY = date(2024, 3, 5)
_NINE = datetime(2024, 3, 5, 9)


def _fault(plant: Callable[[Hospital, bool], None]) -> Callable[[Hospital, bool], None]:
    name = plant.__name__.split("__")[0]
    FAULTS.setdefault(name, []).append(plant)
    return plant


@_fault
def no_care_before_birth(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 3, 6) if broken else _DAY)
    hospital.visit(1)


@_fault
def no_care_after_death(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, died=date(2024, 3, 7))
    hospital.stay(1, _DAY, nights=3 if broken else 2)


@_fault
def deaths_in_hospital_are_recorded(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, died=date(2024, 3, 9) if broken else date(2024, 3, 8))
    hospital.stay(1, _DAY, discharge_disposition="Expired")


@_fault
def deaths_in_hospital_are_recorded__open_stay(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, died=date(2024, 12, 31) if broken else None)
    hospital.visit(1, "Inpatient", datetime(2024, 12, 30), hours=None)


@_fault
def nothing_after_the_as_of_date(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.claim(hospital.visit(1), sent=date(2025, 1, 1) if broken else date(2024, 12, 31))


@_fault
def discharge_follows_admission(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, hours=0 if broken else 0.5)


@_fault
def no_overlapping_stays(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.person(2)
    hospital.stay(2, _DAY)
    hospital.stay(1, _DAY, nights=10)
    hospital.stay(1, date(2024, 3, 16), nights=1)
    hospital.visit(1, "ER", _NINE + timedelta(days=5 if broken else 20))


@_fault
def no_overlapping_stays__open(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "Inpatient", _NINE, hours=None if broken else 5)
    hospital.stay(1, date(2024, 9, 9))


@_fault
def no_outpatient_visit_during_a_stay(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, _DAY, nights=2)  # from noon
    hospital.visit(1, start=_NINE + timedelta(hours=4 if broken else 1))


@_fault
def no_two_clinic_visits_at_once(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1)
    hospital.visit(1, start=_NINE + timedelta(minutes=30 if broken else 60))


@_fault
def admitted_emergency_visits_have_a_stay(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", discharge_disposition="Admitted")
    hospital.stay(1, date(2024, 3, 7) if broken else _DAY)


@_fault
def admitted_emergency_visits_have_a_stay__at_the_end(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    start = datetime(2024, 12, 30 if broken else 31, 22)
    hospital.visit(1, "ER", start, discharge_disposition="Admitted")


@_fault
def admission_columns_belong_to_stays(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, _DAY)
    hospital.visit(1, admission_source="Birth" if broken else None)


@_fault
def codes_of_one_sex(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, gender="M" if broken else "F")
    hospital.visit(1, codes=["Z34.83"])


@_fault
def codes_of_one_sex__men(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, gender="F" if broken else "U")
    hospital.visit(1, codes=["I10", "N40.1"])


@_fault
def procedures_of_one_sex(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, gender="F" if broken else "M")
    hospital.visit(1, procedures=["84153"])


@_fault
def codes_of_an_age(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(1968, 3, 5) if broken else date(1969, 3, 4), gender="F")
    hospital.visit(1, codes=["I10", "O48.0" if broken else "Z00.00"])


@_fault
def codes_of_an_age__newborn(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 2, 5) if broken else date(2024, 2, 6))  # 29 and 28 days
    hospital.visit(1, codes=["P59.9"])


@_fault
def codes_of_an_age__first_week(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 2, 26) if broken else date(2024, 2, 27))  # 8 and 7 days
    hospital.visit(1, codes=["Z00.110"])


@_fault
def codes_of_an_age__after_the_first_week(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 2, 27) if broken else date(2024, 2, 26))
    hospital.visit(1, codes=["Z00.111"])


@_fault
def codes_of_an_age__infant(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 2, 6) if broken else date(2024, 2, 5))
    hospital.visit(1, codes=["Z00.129"])


@_fault
def procedures_of_an_age(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2012, 3, 6) if broken else date(2012, 3, 5))  # eleven, twelve
    hospital.visit(1, procedures=["99394"])


@_fault
def procedures_of_an_age__newborn(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2024, 2, 5) if broken else date(2024, 2, 6))
    hospital.visit(1, procedures=["99468"])


@_fault
def medicare_services(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(1950, 1, 1), payer=COMMERCIAL if broken else MEDICARE)
    hospital.visit(1, procedures=["G0008"])


@_fault
def medicare_services__twice_in_a_year(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(1950, 1, 1), payer=MEDICARE)
    hospital.visit(1, start=datetime(2024, 1, 8, 9), procedures=["G0439"])
    later = datetime(2024, 11, 8, 9) if broken else datetime(2024, 12, 9, 9)
    hospital.visit(1, start=later, procedures=["G0439"])


@_fault
def medicare_services__first_after_later(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(1950, 1, 1), payer=MEDICARE)
    codes = ["G0438", "G0439"]
    for start in (datetime(2024, 1, 8, 9), datetime(2024, 12, 9, 9)):
        hospital.visit(1, start=start, procedures=[codes.pop(1 if broken and codes[1:] else 0)])


@_fault
def hypertension_is_one_code(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I10" if broken else "I11.0", "I50.9"])


@_fault
def hypertension_is_one_code__two_codes(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I12.9", "N18.4", *(["I10"] if broken else [])])


@_fault
def hypertension_is_one_code__named_disease_missing(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I13.0", "I50.9", *([] if broken else ["N18.4"])])


@_fault
def hypertension_is_one_code__stage(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I12.0", "N18.4" if broken else "N18.5"])


@_fault
def one_type_of_diabetes(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["E11.9"])
    hospital.visit(1, codes=["E10.9" if broken else "E11.65"])


@_fault
def diabetic_kidney_disease_is_one_code(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["E11.9" if broken else "E11.22", "N18.4"])


@_fault
def diabetic_kidney_disease_is_one_code__without_stage(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["E11.22", *([] if broken else ["N18.31"])])


@_fault
def kidney_stages_do_not_improve(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["N18.5"])
    hospital.visit(1, codes=["N18.32" if broken else "N18.4"], start=datetime(2024, 6, 3, 9))


@_fault
def kidney_stages_do_not_improve__no_dialysis(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["N18.6", *([] if broken else ["Z99.2"])])


@_fault
def kidney_stages_do_not_improve__no_failure(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I10" if broken else "N17.9"], procedures=["90935"])


@_fault
def flare_or_stable(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["J45.41", *(["J45.40"] if broken else [])])


@_fault
def flare_or_stable__at_a_check_up(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["Z00.00", "J44.1" if broken else "J44.9"])


@_fault
def acute_codes_stay_out_of_the_clinic(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "Outpatient" if broken else "ER", codes=["I63.9"])


@_fault
def acute_codes_stay_out_of_the_clinic__old_infarction(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", codes=["I21.4"])
    hospital.visit(1, codes=["I21.4"], start=_NINE + timedelta(days=29 if broken else 28))


@_fault
def prevention_stays_in_the_clinic(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER" if broken else "Outpatient", codes=["I10", "Z23"])


@_fault
def sepsis_sequence(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, _DAY, codes=["N39.0", *(["R65.20", "A41.9"][:: 1 if broken else -1])])


@_fault
def sepsis_sequence__alone(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, _DAY, codes=["A41.9", "N39.0"] if not broken else ["N39.0", "R65.20"])


@_fault
def never_first_listed(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I48.20", "Z79.01"][:: -1 if broken else 1])


@_fault
def external_cause_needs_an_injury(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", codes=["S93.401D" if broken else "S93.401A", "W19.XXXA"])


@_fault
def later_care_follows_first_care(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", codes=["S93.402A" if broken else "S93.401A"])
    hospital.visit(1, codes=["S93.401D"], start=_NINE + timedelta(days=9))


@_fault
def one_side_per_episode(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", codes=["S72.001A"], discharge_disposition="Admitted")
    hospital.stay(1, _DAY, codes=["S72.002A" if broken else "S72.001A"])
    hospital.describe("S72.001A", "Fracture of unspecified part of neck of right femur")
    hospital.describe("S72.002A", "Fracture of unspecified part of neck of left femur")


@_fault
def one_side_per_episode__one_encounter(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["M17.11", "M17.12" if broken else "M16.12"])
    hospital.describe("M17.11", "Unilateral primary osteoarthritis, right knee")
    hospital.describe("M17.12", "Unilateral primary osteoarthritis, left knee")
    hospital.describe("M16.12", "Unilateral primary osteoarthritis, left hip")


@_fault
def implants_fit_the_joint(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, _DAY, codes=["M16.11" if broken else "M17.11"], procedures=["27447"])


@_fault
def implants_fit_the_joint__worn_again(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["Z96.651"])
    hospital.visit(1, codes=["M17.11" if broken else "M17.12"], start=datetime(2024, 6, 3, 9))
    hospital.describe("Z96.651", "Presence of right artificial knee joint")
    hospital.describe("M17.11", "Unilateral primary osteoarthritis, right knee")
    hospital.describe("M17.12", "Unilateral primary osteoarthritis, left knee")


@_fault
def cancer_or_its_history(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["Z85.3"], start=_NINE + timedelta(days=0 if broken else 9))
    hospital.visit(1, codes=["C50.911"], start=_NINE + timedelta(days=2))


@_fault
def cancer_or_its_history__chemotherapy(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["Z51.11", "C18.9"][:: -1 if broken else 1])


@_fault
def cancer_or_its_history__drug_without_reason(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    codes = ["C34.11"] if broken else ["Z51.11", "C34.11"]
    hospital.visit(1, codes=codes, procedures=["J9271"])


@_fault
def body_mass_fits_the_obesity(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["E66.811", "Z68.35" if broken else "Z68.30"])


@_fault
def body_mass_fits_the_obesity__alone(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I10" if broken else "E66.9", "Z68.41"])


def _delivery(hospital: Hospital, *codes: str, procedures: tuple[str, ...] = ("59409",)) -> None:
    hospital.person(1)
    hospital.stay(1, _DAY, codes=codes, procedures=procedures)


@_fault
def delivery_codes(hospital: Hospital, broken: bool) -> None:
    _delivery(hospital, "O80", "Z37.0", *([] if broken else ["Z3A.39"]))


@_fault
def delivery_codes__complicated(hospital: Hospital, broken: bool) -> None:
    _delivery(hospital, "O70.1", "Z37.0", "Z3A.39", *(["O80"] if broken else ["O48.0"]))


@_fault
def delivery_codes__twice_delivered(hospital: Hospital, broken: bool) -> None:
    delivered = ("59409", "59409") if broken else ("59409",)
    _delivery(hospital, "O80", "Z37.0", "Z3A.39", procedures=delivered)


@_fault
def delivery_codes__no_outcome(hospital: Hospital, broken: bool) -> None:
    _delivery(hospital, "O80", "Z3A.39", *([] if broken else ["Z37.0"]))


def _birth(hospital: Hospital, child: int, day: date, *codes: str, **values: str) -> None:
    birth = {"admission_type": "Newborn", "admission_source": "Birth"}
    hospital.stay(child, day, nights=2, codes=codes, **{**birth, **values})


@_fault
def newborn_stays(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, _DAY)
    _birth(hospital, 1, date(2024, 3, 6) if broken else _DAY, "Z38.00")


@_fault
def newborn_stays__twice(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, _DAY)
    _birth(hospital, 1, _DAY, "Z38.00")
    hospital.visit(1, "Outpatient", codes=["Z38.00" if broken else "Z00.110"])


@_fault
def newborn_stays__without_the_code(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, _DAY)
    _birth(hospital, 1, _DAY, "P59.9" if broken else "Z38.00")


@_fault
def each_delivery_bears_its_child(hospital: Hospital, broken: bool) -> None:
    _delivery(hospital, "O80", "Z37.0", "Z3A.39")
    child = 100_000_002 if broken else 100_000_001
    hospital.person(child, _DAY)
    _birth(hospital, child, _DAY, "Z38.00")


@_fault
def each_delivery_bears_its_child__before_the_period(hospital: Hospital, broken: bool) -> None:
    born = FIRST_DAY if broken else date(2023, 12, 31)
    hospital.person(100_000_001, born)
    _birth(hospital, 100_000_001, born, "Z38.00")


@_fault
def each_delivery_bears_its_child__mode(hospital: Hospital, broken: bool) -> None:
    procedure = "59409" if broken else "59514"
    _delivery(hospital, "O82", "Z37.0", "Z3A.39", procedures=(procedure,))
    hospital.person(100_000_001, _DAY)
    _birth(hospital, 100_000_001, _DAY, "Z38.01")


@_fault
def diagnosis_sequence(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I10", "I10" if broken else "E78.5"])


@_fault
def diagnosis_sequence__none(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=[] if broken else ["I10"])


@_fault
def codes_valid_on_their_date(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    start = datetime(2024, 9, 30, 9) if broken else datetime(2024, 10, 1, 9)
    hospital.visit(1, codes=["E66.811"], start=start)


@_fault
def codes_valid_on_their_date__predecessor(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["M54.5" if broken else "M54.50"])


@_fault
def codes_valid_on_their_date__no_leaf(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["N18.3" if broken else "N18.30"])


@_fault
def procedures_inside_the_encounter(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.procedure(hospital.visit(1), "93000", date(2024, 3, 6) if broken else _DAY)


@_fault
def no_inpatient_procedure_in_the_clinic(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, procedures=["44970" if broken else "45378"])


@_fault
def no_inpatient_procedure_in_the_clinic__visit_codes(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", procedures=["99213" if broken else "99284"])


@_fault
def visit_codes_per_encounter(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, procedures=["99213", "99396" if broken else "80053"])


@_fault
def visit_codes_per_encounter__same_day(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, _DAY, nights=1 if broken else 0.25, procedures=["99234"])


@_fault
def visit_codes_per_encounter__two_a_day(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    stay = hospital.stay(1, _DAY, procedures=["99222", "99231"])
    hospital.procedure(stay, "99232", _DAY if broken else date(2024, 3, 6))


@_fault
def visit_codes_per_encounter__discharge_visit(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    stay = hospital.stay(1, _DAY, nights=3)
    hospital.procedure(stay, "99238", date(2024, 3, 7) if broken else date(2024, 3, 8))


@_fault
def transitional_care_follows_a_discharge(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, date(2024, 3, 1), nights=2)  # until the 3rd
    start = datetime(2024, 3, 11 if broken else 10, 9)
    hospital.visit(1, start=start, procedures=["99496"])


@_fault
def provider_fits_the_encounter(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1)
    hospital.visit(1, start=datetime(2024, 8, 6, 9), department_id=1 if broken else 2)
    hospital.add("departments", department_id=2, department_name="Other Clinic")
    moved = {"provider_id": 1, "specialty_id": 1, "department_id": 2}
    hospital.add(
        "provider_versions", **moved, provider_version_id=2, valid_from=datetime(2024, 6, 1)
    )


@_fault
def provider_fits_the_encounter__specialty(hospital: Hospital, broken: bool) -> None:
    hospital.person(1, date(2002, 3, 5) if broken else date(2002, 3, 6))  # twenty-two or less
    hospital.rows["specialties"][0]["specialty_name"] = "Pediatrics"
    hospital.visit(1)


@_fault
def provider_fits_the_encounter__emergency(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.rows["specialties"][0]["specialty_name"] = "Emergency Medicine"
    hospital.visit(1, "Outpatient" if broken else "ER")


@_fault
def money_is_ordered(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.claim(hospital.visit(1), 100, allowed=101 if broken else 100)


@_fault
def money_is_ordered__paid(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.claim(hospital.visit(1), 100, allowed=50, paid=51 if broken else 50)


@_fault
def money_is_ordered__charge(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.claim(hospital.visit(1), 0 if broken else 1, allowed=0)


@_fault
def money_is_ordered__pending(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    visit = hospital.visit(1)
    hospital.claim(visit, 100, status="Pending", allowed=50 if broken else None)


@_fault
def claims_follow_the_encounter(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    visit = hospital.stay(1, FIRST_DAY, nights=3)  # until 4 January
    hospital.claim(visit, sent=date(2024, 1, 3) if broken else date(2024, 1, 4))
