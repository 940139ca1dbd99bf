from __future__ import annotations

from datetime import date, datetime

import pytest

from .hand_made import COMMERCIAL, MEDICARE, SELF_PAY, Hospital


def test_length_of_stay_counts_midnights_by_condition_and_outcome() -> None:
    hospital = Hospital()
    hospital.person(1)
    hospital.person(2, died=date(2024, 4, 11))
    hospital.stay(1, date(2024, 1, 1), nights=2, codes=["J18.9"])
    hospital.stay(1, date(2024, 2, 1), nights=4, codes=["N39.0", "A41.9"])  # sepsis any-listed
    hospital.stay(1, date(2024, 3, 1), nights=14, codes=["J44.1", "J18.9"])
    hospital.stay(2, date(2024, 4, 1), nights=10, codes=["I21.4"], discharge_disposition="Expired")
    hospital.stay(1, date(2024, 5, 1), nights=1, codes=["M17.11"], procedures=["27447", "99231"])
    hospital.stay(1, date(2024, 6, 1), nights=2, codes=["O80", "Z37.0"], procedures=["59409"])
    hospital.stay(1, date(2024, 7, 1), nights=3, codes=["O82", "Z37.0"], procedures=["59514"])
    hospital.visit(1, "Inpatient", datetime(2024, 12, 31, 9), hours=None)  # open: not counted
    found = hospital.measure("length_of_stay")
    assert found["all inpatient"] == pytest.approx(36 / 7)
    assert found["median"] == 3.0
    assert found["pneumonia"] == 2.0
    assert found["sepsis"] == 4.0
    assert found["COPD"] == 14.0
    assert found["acute myocardial infarction"] == 10.0
    assert found["hip or knee replacement"] == 1.0
    assert found["vaginal birth"] == 2.0
    assert found["caesarean birth"] == 3.0
    assert found["14 days or longer"] == pytest.approx(100 / 7)
    assert found["deaths over all"] == pytest.approx(10 / (36 / 7))


def test_readmission_within_thirty_days_to_the_second() -> None:
    hospital = Hospital()
    for patient in (1, 2, 3, 4):
        hospital.person(patient)
        hospital.stay(patient, date(2024, 1, 1), nights=2, codes=["I50.9"])  # until noon of the 3rd
    hospital.visit(1, "Inpatient", datetime(2024, 2, 2, 12), hours=24)  # the last second counts
    hospital.visit(2, "Inpatient", datetime(2024, 2, 2, 12, 0, 1), hours=24)
    hospital.visit(3, "ER", datetime(2024, 1, 10, 12))
    found = hospital.measure("readmissions")
    assert found["index heart failure"] == 25.0
    assert found["18+"] == pytest.approx(100 / 6)
    assert found["18-44"] == pytest.approx(100 / 6)


def test_no_index_stay_without_a_discharge_alive_and_thirty_days_of_knowledge() -> None:
    hospital = Hospital()
    hospital.person(1, died=date(2024, 2, 4))
    hospital.stay(1, date(2024, 2, 1), discharge_disposition="Expired")
    hospital.person(2)
    hospital.visit(2, "Inpatient", datetime(2024, 11, 30), hours=48)  # 30 days to the very end
    hospital.person(3)
    hospital.visit(3, "Inpatient", datetime(2024, 11, 30, 0, 0, 1), hours=48)
    hospital.visit(3, "Inpatient", datetime(2024, 12, 30), hours=None)
    assert hospital.measure("readmissions")["18+"] == 0.0


def test_a_transfer_is_one_stay_and_no_readmission() -> None:
    hospital = Hospital()
    hospital.person(1)
    hospital.stay(1, date(2024, 3, 1), 2, codes=["I50.9"], discharge_disposition="Transfer")
    hospital.stay(1, date(2024, 3, 4), 2, codes=["I50.9"])  # the day after
    hospital.stay(1, date(2024, 3, 20), 2, codes=["J18.9"])
    found = hospital.measure("readmissions")
    assert found["index heart failure"] == 100.0
    assert found["18+"] == 50.0


def test_readmission_by_reason_and_payer() -> None:
    hospital = Hospital()
    hospital.person(1)
    hospital.stay(1, date(2024, 1, 1), codes=["O80", "Z37.0"], admission_type="Urgent")
    hospital.stay(1, date(2024, 1, 20), codes=["M17.11"], procedures=["27447"], nights=1,
                  admission_type="Elective")  # fmt: skip
    hospital.person(2, payer=SELF_PAY)
    hospital.stay(2, date(2024, 1, 1), codes=["O80", "Z37.0"])
    hospital.person(3, date(2014, 1, 1))
    hospital.stay(3, date(2024, 1, 1), codes=["A41.9"])
    found = hospital.measure("readmissions")
    assert found["maternal, private"] == 100.0
    assert found["index elective hip or knee replacement"] == 0.0
    assert found["1-17, not maternal, private"] == 0.0
    assert found["index sepsis"] == 0.0


def test_mortality_by_age_and_condition() -> None:
    hospital = Hospital()
    hospital.person(1, date(1955, 1, 1), died=date(2024, 5, 4))
    hospital.stay(1, date(2024, 2, 1), codes=["N39.0", "A41.9"])
    hospital.stay(1, date(2024, 5, 1), codes=["I11.0", "A41.9"], discharge_disposition="Expired")
    hospital.person(2)
    hospital.stay(2, date(2024, 2, 1), codes=["J18.9", "I50.9"])
    hospital.visit(2, "Inpatient", datetime(2024, 12, 31, 9), hours=None)
    found = hospital.measure("mortality")
    assert found["all inpatient"] == pytest.approx(100 / 3)
    assert found["65-74"] == 50.0
    assert found["sepsis"] == 50.0
    assert found["heart failure"] == 100.0


def test_payer_of_a_stay_is_that_of_its_first_claim_else_of_the_record() -> None:
    hospital = Hospital()
    hospital.person(1, payer=SELF_PAY, later_payers=[(date(2024, 6, 1), MEDICARE)])
    hospital.stay(1, date(2024, 2, 1))
    hospital.stay(1, date(2024, 7, 1))
    billed = hospital.stay(1, date(2024, 8, 1))
    hospital.claim(billed, payer=COMMERCIAL)
    hospital.claim(billed, payer=MEDICARE, amount=7)
    hospital.stay(1, date(2024, 9, 1))
    found = hospital.measure("stay_payers")
    assert found == {"Self-Pay": 25.0, "Medicare": 50.0, "Commercial": 25.0}


def test_principal_diagnoses_of_stays() -> None:
    hospital = Hospital()
    hospital.person(1)
    hospital.stay(1, date(2024, 2, 1), codes=["E11.65", "I50.9"])
    hospital.stay(1, date(2024, 3, 1), codes=["I13.0", "I50.9"])
    hospital.stay(1, date(2024, 4, 1), codes=["E11.9"])
    hospital.visit(1, codes=["I50.9"])
    hospital.person(2, date(2024, 2, 2))
    hospital.stay(2, date(2024, 2, 2), codes=["Z38.01"])
    found = hospital.measure("principal_diagnoses")
    assert found["heart failure"] == 25.0
    assert found["diabetes with complication"] == 25.0
    assert found["liveborn"] == 25.0
