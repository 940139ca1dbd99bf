"""Of diseases: which codes belong together, and how they go on."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..hand_made import Hospital
from .registry import DAY, NINE, fault


@fault
def hypertension_is_one_code(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I10" if broken else "I11.0", "I50.9"])


@fault
def hypertension_is_one_code__two_codes(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I12.9", "N18.4", *(["I10"] if broken else [])])


@fault
def hypertension_is_one_code__named_disease_missing(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I13.0", "I50.9", *([] if broken else ["N18.4"])])


@fault
def hypertension_is_one_code__stage(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I12.0", "N18.4" if broken else "N18.5"])


@fault
def one_type_of_diabetes(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["E11.9"])
    hospital.visit(1, codes=["E10.9" if broken else "E11.65"])


@fault
def diabetic_kidney_disease_is_one_code(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["E11.9" if broken else "E11.22", "N18.4"])


@fault
def diabetic_kidney_disease_is_one_code__without_stage(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["E11.22", *([] if broken else ["N18.31"])])


@fault
def kidney_stages_do_not_improve(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["N18.5"])
    hospital.visit(1, codes=["N18.32" if broken else "N18.4"], start=datetime(2024, 6, 3, 9))


@fault
def kidney_stages_do_not_improve__no_dialysis(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["N18.6", *([] if broken else ["Z99.2"])])


@fault
def kidney_stages_do_not_improve__no_failure(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I10" if broken else "N17.9"], procedures=["90935"])


@fault
def flare_or_stable(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["J45.41", *(["J45.40"] if broken else [])])


@fault
def flare_or_stable__at_a_check_up(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["Z00.00", "J44.1" if broken else "J44.9"])


@fault
def acute_codes_stay_out_of_the_clinic(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "Outpatient" if broken else "ER", codes=["I63.9"])


@fault
def acute_codes_stay_out_of_the_clinic__old_infarction(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", codes=["I21.4"])
    hospital.visit(1, codes=["I21.4"], start=NINE + timedelta(days=29 if broken else 28))


@fault
def prevention_stays_in_the_clinic(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER" if broken else "Outpatient", codes=["I10", "Z23"])


@fault
def sepsis_sequence(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, DAY, codes=["N39.0", *(["R65.20", "A41.9"][:: 1 if broken else -1])])


@fault
def sepsis_sequence__alone(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, DAY, codes=["A41.9", "N39.0"] if not broken else ["N39.0", "R65.20"])


@fault
def never_first_listed(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I48.20", "Z79.01"][:: -1 if broken else 1])


@fault
def external_cause_needs_an_injury(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", codes=["S93.401D" if broken else "S93.401A", "W19.XXXA"])


@fault
def later_care_follows_first_care(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", codes=["S93.402A" if broken else "S93.401A"])
    hospital.visit(1, codes=["S93.401D"], start=NINE + timedelta(days=9))


@fault
def one_side_per_episode(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, "ER", codes=["S72.001A"], discharge_disposition="Admitted")
    hospital.stay(1, DAY, codes=["S72.002A" if broken else "S72.001A"])
    hospital.describe("S72.001A", "Fracture of unspecified part of neck of right femur")
    hospital.describe("S72.002A", "Fracture of unspecified part of neck of left femur")


@fault
def one_side_per_episode__one_encounter(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["M17.11", "M17.12" if broken else "M16.12"])
    hospital.describe("M17.11", "Unilateral primary osteoarthritis, right knee")
    hospital.describe("M17.12", "Unilateral primary osteoarthritis, left knee")
    hospital.describe("M16.12", "Unilateral primary osteoarthritis, left hip")


@fault
def implants_fit_the_joint(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.stay(1, DAY, codes=["M16.11" if broken else "M17.11"], procedures=["27447"])


@fault
def implants_fit_the_joint__worn_again(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["Z96.651"])
    hospital.visit(1, codes=["M17.11" if broken else "M17.12"], start=datetime(2024, 6, 3, 9))
    hospital.describe("Z96.651", "Presence of right artificial knee joint")
    hospital.describe("M17.11", "Unilateral primary osteoarthritis, right knee")
    hospital.describe("M17.12", "Unilateral primary osteoarthritis, left knee")


@fault
def cancer_or_its_history(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["Z85.3"], start=NINE + timedelta(days=0 if broken else 9))
    hospital.visit(1, codes=["C50.911"], start=NINE + timedelta(days=2))


@fault
def cancer_or_its_history__chemotherapy(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["Z51.11", "C18.9"][:: -1 if broken else 1])


@fault
def cancer_or_its_history__drug_without_reason(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    codes = ["C34.11"] if broken else ["Z51.11", "C34.11"]
    hospital.visit(1, codes=codes, procedures=["J9271"])


@fault
def body_mass_fits_the_obesity(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["E66.811", "Z68.35" if broken else "Z68.30"])


@fault
def body_mass_fits_the_obesity__alone(hospital: Hospital, broken: bool) -> None:
    hospital.person(1)
    hospital.visit(1, codes=["I10" if broken else "E66.9", "Z68.41"])
