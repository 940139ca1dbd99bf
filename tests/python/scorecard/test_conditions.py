from __future__ import annotations

from datetime import date

import pytest

from .hand_made import Hospital


def test_diagnosed_is_coded_anywhere_among_those_alive_at_the_end() -> None:
    hospital = Hospital()
    hospital.person(1, date(1984, 12, 31))  # forty on the last day
    hospital.person(2, date(1985, 1, 1))  # thirty-nine
    hospital.person(3, date(1970, 1, 1), gender="M")
    hospital.person(4, date(1970, 1, 1), gender="M", died=date(2024, 12, 31))
    hospital.visit(1, codes=["J06.9", "I10"])
    hospital.visit(1, codes=["I11.0", "E11.9"])
    hospital.visit(2, codes=["I10", "E66.3"])
    hospital.visit(4, codes=["I10"])
    found = hospital.measure("diagnosed_prevalence")
    assert found["hypertension, 40-59"] == 50.0
    assert found["hypertension, women 18+"] == 100.0
    assert found["diabetes, 20+"] == pytest.approx(100 / 3)
    assert found["heart failure, 18+"] == pytest.approx(100 / 3)
    assert "hypertension, men 18+" not in found
    assert "obesity, 18+" not in found  # overweight is not


def test_conditions_that_come_together() -> None:
    hospital = Hospital()
    held = [
        # born, gender, codes: two with both, one each with one, four with none
        (date(1955, 1, 1), "F", ["I10", "E11.9"]),
        (date(1955, 1, 1), "M", ["I10", "E10.9", "M17.11"]),
        (date(1955, 1, 1), "M", ["E11.65", "F32.A"]),
        (date(1955, 1, 1), "F", ["I10", "F33.1"]),
        (date(1954, 1, 1), "F", ["J06.9", "F33.1"]),
        (date(1955, 1, 1), "F", ["J06.9"]),
        (date(1955, 1, 1), "M", ["J06.9"]),
        (date(1995, 1, 1), "M", ["J06.9", "I10"]),
    ]
    for patient, (born, gender, codes) in enumerate(held, start=1):
        hospital.person(patient, born, gender=gender)
        hospital.visit(patient, codes=codes)
    found = hospital.measure("comorbidity")
    assert found["2+ of 10 conditions, 65+"] == pytest.approx(100 * 2 / 7)
    assert found["2+ of 10 conditions, 18+"] == pytest.approx(25.0)
    assert found["odds ratio of hypertension by diabetes, 18+"] == pytest.approx(2 * 3 / (1 * 2))
    within = found["odds ratio of hypertension by diabetes, within ten-year bands"]
    assert within == pytest.approx((2 * 3 / 7) / (1 * 1 / 7))
    assert found["arthritis among the seriously ill, 65+"] == pytest.approx(100 / 3)
    assert found["type 2 among diabetes, 20+"] == pytest.approx(100 * 2 / 3)
    assert found["depression, women over men, 18+"] == pytest.approx((2 / 4) / (1 / 4))


def test_first_listed_diagnoses_of_visits() -> None:
    hospital = Hospital()
    hospital.person(1)
    hospital.person(2, date(2014, 1, 1))
    hospital.visit(1, codes=["I10", "J06.9"])
    hospital.visit(1, codes=["J06.9", "I10"])
    hospital.visit(2, codes=["J45.20"])
    hospital.visit(2, codes=["Z00.129"])
    for code in ("R07.9", "R10.9", "S93.401A", "R07.0"):
        hospital.visit(1, "ER", codes=[code])
    hospital.visit(2, "ER", codes=["T40.2X1A"])
    found = hospital.measure("first_listed_diagnoses")
    assert found["hypertension, outpatient, 18+"] == 50.0
    assert found["chronic condition, outpatient"] == 50.0
    assert found["chest pain, emergency, 18+"] == 25.0
    assert found["abdominal pain, emergency"] == 20.0
    assert found["injury or poisoning, emergency"] == 40.0


def test_coding_depth_counts_encounters_without_a_row() -> None:
    hospital = Hospital()
    hospital.person(1)
    hospital.person(2, date(2014, 1, 1))
    hospital.visit(1, codes=["I10", "E11.9", "E78.5"], procedures=["99213", "80053", "80053"])
    hospital.visit(1, codes=["I10"])
    hospital.visit(1, "ER", codes=["R07.9", "I10"], procedures=["99284"])
    hospital.stay(1, date(2024, 7, 1), codes=["I50.9", "I10", "E11.9", "N18.4"])
    hospital.stay(2, date(2024, 7, 1), codes=["J45.901"])
    found = hospital.measure("coding_depth")
    assert found["diagnoses, Outpatient"] == 2.0
    assert found["procedures, Outpatient"] == 1.5
    assert found["diagnoses, ER"] == 2.0
    assert found["procedures, ER"] == 1.0
    assert found["diagnoses, Inpatient, adults"] == 4.0
