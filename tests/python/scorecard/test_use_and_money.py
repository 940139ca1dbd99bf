from __future__ import annotations

from datetime import date, datetime

import pytest

from .hand_made import (
    COMMERCIAL,
    MARKETPLACE,
    MEDICAID,
    MEDICARE,
    SELF_PAY,
    Hospital,
)


def test_coverage_at_the_middle_and_at_any_time_in_the_year() -> None:
    hospital = Hospital()
    hospital.person(1, later_payers=[(date(2024, 7, 1), SELF_PAY)])
    hospital.person(2, payer=MARKETPLACE)
    hospital.person(3, payer=MEDICAID, later_payers=[(date(2024, 1, 1), SELF_PAY)])
    hospital.person(4, payer=MEDICARE, born=date(1950, 1, 1))
    hospital.person(5, payer=MEDICAID, born=date(2014, 1, 1))
    hospital.person(6, payer=MEDICAID, later_payers=[(date(2024, 12, 31), COMMERCIAL)])
    hospital.visit(1)
    found = hospital.measure("coverage")
    assert found["uninsured, 18-64"] == 50.0
    assert found["uninsured, all ages"] == pytest.approx(100 / 3)
    assert found["uninsured, 65+"] == 0.0
    assert found["public, 0-17"] == 100.0
    assert found["private, 18-64"] == 25.0
    assert found["Medicaid, any time in year"] == pytest.approx(100 / 3)
    assert found["Medicare, any time in year"] == pytest.approx(100 / 6)
    assert found["employer, any time in year"] == pytest.approx(100 / 3)


def test_use_of_care_in_the_year() -> None:
    hospital = Hospital()
    hospital.person(1, date(2004, 1, 1), gender="M")
    hospital.person(2, date(2004, 1, 1))
    hospital.person(3, date(2004, 1, 1))
    hospital.person(4, date(1950, 1, 1))
    hospital.visit(2, "ER")
    hospital.visit(2, "ER", datetime(2024, 6, 1))
    hospital.stay(4, date(2024, 5, 1))
    found = hospital.measure("use_of_care")
    assert found["no encounter, all ages"] == 50.0
    assert found["no encounter, men 18-29"] == 100.0
    assert found["no encounter, women 18-29"] == 50.0
    assert found["no encounter, 65+"] == 0.0
    assert found["an emergency visit, 18+"] == 25.0
    assert found["an inpatient stay, all ages"] == 25.0


def test_concentration_of_spending_and_visits() -> None:
    hospital = Hospital()
    for patient in range(1, 21):
        hospital.person(patient)
    for patient in range(1, 20):  # the twentieth spends nothing and comes never
        visit = hospital.visit(patient, "ER")
        hospital.claim(visit, allowed=1)
    for day in range(1, 11):
        hospital.visit(1, "ER", datetime(2024, 9, day, 9))
    hospital.claim(visit, 200, allowed=82)
    hospital.claim(visit, 300, status="Pending", allowed=None)
    found = hospital.measure("concentration")
    assert found["spending of the top 5%"] == pytest.approx(100 * 83 / 101)
    assert found["spending of the bottom 50%"] == pytest.approx(100 * 9 / 101)
    # the first of nineteen is 5.3 % of them: more than five, less than six
    assert found["emergency visits of the top 6% of patients"] == pytest.approx(100 * 11 / 29)
    assert found["encounters of the top 5% of patients"] is None


def test_claim_decisions() -> None:
    hospital = Hospital()
    hospital.person(1)
    one, two = hospital.visit(1), hospital.visit(1)
    hospital.visit(1)  # no claim
    hospital.visit(1, start=datetime(2024, 11, 30, 9))  # too late to miss one
    hospital.claim(one, 100, status="Denied", allowed=0)
    hospital.claim(one, 100, sent=date(2024, 4, 10), decided=date(2024, 5, 1))  # sent again, paid
    hospital.claim(one, 300, status="Denied", allowed=0, payer=MARKETPLACE)
    hospital.claim(two, 500)
    hospital.claim(two, 600, status="Pending", allowed=None)
    hospital.claim(two, 700, status="Denied", allowed=0, payer=SELF_PAY)
    found = hospital.measure("claim_decisions")
    assert found["denied at first decision"] == 75.0
    assert found["denied at first decision, Marketplace"] == 100.0
    assert found["charges finally not paid, insured"] == pytest.approx(100 * 300 / 900)
    assert found["encounters with no claim"] == pytest.approx(100 / 3)


def test_claim_amounts() -> None:
    hospital = Hospital()
    hospital.person(1)
    visit, stay = hospital.visit(1), hospital.stay(1, date(2024, 5, 1))
    hospital.claim(visit, 100, allowed=60)
    hospital.claim(visit, 300, allowed=100)
    hospital.claim(visit, 900, status="Denied", allowed=0)
    hospital.claim(stay, 1000, allowed=250, payer=MEDICARE)
    hospital.claim(stay, 200, allowed=150, payer=MEDICARE)
    found = hospital.measure("claim_amounts")
    assert found["Commercial"] == pytest.approx(0.4)
    assert found["Medicare"] == pytest.approx(400 / 1200)
    assert found["Medicare, inpatient facility"] == pytest.approx(0.25)


def test_claim_timing() -> None:
    hospital = Hospital()
    hospital.person(1)
    visit = hospital.visit(1)  # on 5 March
    hospital.claim(visit, 100, sent=date(2024, 3, 7), decided=date(2024, 3, 27))
    hospital.claim(visit, 300, sent=date(2024, 3, 9), decided=date(2024, 4, 4), status="Denied",
                   allowed=0)  # fmt: skip
    hospital.claim(visit, 300, sent=date(2024, 4, 14), decided=date(2024, 6, 13), payer=MEDICAID)
    hospital.claim(visit, 999, sent=date(2024, 12, 1), decided=date(2024, 12, 2))  # too young
    found = hospital.measure("claim_timing")
    assert found["discharge to submission"] == 3.0
    assert found["submission to payment, Commercial"] == 20.0
    assert "submission to payment, Medicaid" not in found  # it was sent again
    assert found["in accounts receivable"] == pytest.approx((100 * 22 + 300 * 100) / 400)
