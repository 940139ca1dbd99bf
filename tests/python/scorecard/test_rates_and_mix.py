from __future__ import annotations

from datetime import date, datetime

import pytest

from .hand_made import YEARS, Hospital


def test_population_is_counted_at_the_middle_of_the_period() -> None:
    hospital = Hospital()
    hospital.person(1, date(1984, 7, 1))  # the middle is 1 July 2024: forty on that day
    hospital.person(2, date(1984, 7, 2), gender="M")
    hospital.person(3, date(2024, 7, 2))  # not yet born
    hospital.person(4, date(1930, 1, 1), died=date(2024, 6, 30))  # dead
    hospital.person(5, date(1930, 1, 1), gender="U")
    hospital.visit(1)
    found = hospital.measure("population")
    assert found["40-49"] == pytest.approx(100 / 3)
    assert found["30-39"] == pytest.approx(100 / 3)
    assert found["80+"] == pytest.approx(100 / 3)
    assert "0-9" not in found
    assert found["women, all ages"] == 50.0


def test_outpatient_rate_is_over_the_years_lived_at_that_age() -> None:
    hospital = Hospital()
    hospital.person(1, date(1958, 7, 1))  # turns 66 in the period
    hospital.person(2, date(1959, 7, 1), gender="M")  # turns 65 on 1 July: 184 days at 65+
    for start in (datetime(2024, 2, 1, 9), datetime(2024, 8, 1, 9), datetime(2024, 9, 1, 9)):
        hospital.visit(1, start=start)
    hospital.visit(2, start=datetime(2024, 6, 30, 9))
    hospital.visit(2, start=datetime(2024, 7, 1, 9))
    found = hospital.measure("outpatient_rates")
    assert found["all ages"] == pytest.approx(5 / (2 * YEARS))
    assert found["65+"] == pytest.approx(4 / ((366 + 184) / 365.25))
    assert found["45-64"] == pytest.approx(1 / (182 / 365.25))
    assert found["women over men"] == pytest.approx(1.5)


def test_years_lived_begin_with_the_birth_and_end_with_the_death() -> None:
    hospital = Hospital()
    hospital.person(1, date(2024, 12, 1))  # 31 days
    hospital.person(2, date(1940, 1, 1), died=date(2024, 1, 10))  # 10 days
    hospital.visit(1, start=datetime(2024, 12, 4, 9))
    hospital.visit(2, start=datetime(2024, 1, 4, 9))
    found = hospital.measure("outpatient_rates")
    assert found["<1"] == pytest.approx(365.25 / 31)
    assert found["65+"] == pytest.approx(365.25 / 10)


def test_emergency_rate() -> None:
    hospital = Hospital()
    hospital.person(1, date(1940, 1, 1))
    hospital.visit(1, "ER")
    hospital.visit(1)
    assert hospital.measure("emergency_rates")["75+"] == pytest.approx(1 / YEARS)


def test_inpatient_rate_with_and_without_birth_stays() -> None:
    hospital = Hospital()
    hospital.person(1)
    hospital.person(2, date(2024, 1, 1))
    hospital.stay(1, date(2024, 3, 1))
    hospital.stay(2, date(2024, 1, 1), codes=["Z38.00"])
    found = hospital.measure("inpatient_rates")
    assert found["all ages"] == pytest.approx(2000 / (2 * YEARS))
    assert found["all ages, newborn stays excluded"] == pytest.approx(1000 / (2 * YEARS))
    assert found["18-44"] == pytest.approx(1000 / YEARS)


def test_mix_counts_an_emergency_visit_and_its_stay_as_two() -> None:
    hospital = Hospital()
    hospital.person(1)
    hospital.visit(1, "ER", discharge_disposition="Admitted")
    hospital.stay(1, date(2024, 3, 5))
    hospital.visit(1)
    hospital.visit(1)
    assert hospital.measure("encounter_mix") == {"Outpatient": 50.0, "ER": 25.0, "Inpatient": 25.0}


def test_emergency_admissions_both_ways() -> None:
    hospital = Hospital()
    hospital.person(1, date(1950, 1, 1))
    hospital.person(2, date(2024, 2, 2))
    hospital.visit(1, "ER", discharge_disposition="Admitted")
    hospital.visit(1, "ER", datetime(2024, 5, 1, 9))
    hospital.visit(1, "ER", datetime(2024, 12, 31, 23), hours=None, discharge_disposition=None)
    hospital.visit(2, "ER")
    hospital.stay(1, date(2024, 3, 5))
    # a transfer goes on: one stay, through the emergency department
    hospital.stay(1, date(2024, 3, 8), admission_source="Transfer")
    hospital.stay(1, date(2024, 7, 1), admission_source="Physician Referral")
    hospital.stay(2, date(2024, 2, 2), admission_source="Birth", codes=["Z38.00"])
    found = hospital.measure("emergency_admissions")
    assert found["all ages"] == pytest.approx(100 / 3)
    assert found["65+"] == 50.0
    assert found["0-17"] == 0.0
    assert found["stays through the emergency department"] == 50.0


def test_weekdays_and_hours() -> None:
    hospital = Hospital()
    hospital.person(1)
    hospital.visit(1, start=datetime(2024, 3, 9, 9))  # a Saturday
    hospital.visit(1, start=datetime(2024, 3, 8, 9))
    for hour in range(24):
        hospital.visit(1, "ER", datetime(2024, 3, 4, hour, 30))  # a Monday
    hospital.visit(1, "ER", datetime(2024, 3, 5, 12))
    found = hospital.measure("weekdays_and_hours")
    assert found["outpatient at weekends"] == 50.0
    assert found["emergency on Monday"] == pytest.approx((24 / 53) / (25 / 366))
    assert found["emergency from 10:00 to 22:00"] == pytest.approx(100 * 13 / 25)
    assert found["emergency in the quietest hour"] == pytest.approx(100 / 25)


def test_seasons_are_rates_per_day() -> None:
    hospital = Hospital()
    hospital.person(1)
    for day in (1, 2, 3):
        hospital.stay(1, date(2024, 1, day * 7), codes=["J18.9"])
    hospital.stay(1, date(2024, 7, 1), codes=["J10.1"])
    hospital.stay(1, date(2024, 8, 1), codes=["I50.9", "J18.9"])  # not the principal diagnosis
    hospital.visit(1, start=datetime(2024, 2, 1, 9), codes=["R05.9", "J11.1", "J10.1"])
    found = hospital.measure("seasons")
    assert found["pneumonia and influenza stays"] == pytest.approx(3 * 92 / (1 * 91))
    assert found["influenza encounters"] == pytest.approx(1 * 92 / (1 * 91))
