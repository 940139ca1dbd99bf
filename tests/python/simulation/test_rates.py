from __future__ import annotations

import duckdb
import pytest

Connection = duckdb.DuckDBPyConnection

_STAYS = """
    with stays as (
      select *, lead(encounter_date) over (partition by patient_id order by encounter_date) as next
      from visits where encounter_type = 'Inpatient'),
    followed as (
      select *, coalesce(next <= discharge_date + interval 30 day, false)::int as returned
      from stays where discharge_disposition not in ('Expired', 'Transfer'))
"""
_PERSON_YEARS = "(select count(*) * 2.0 from patients where patient_id < 100000000)"

# name: (query of one number, least, most); ranges hold at 5,000 patients, wider than the targets
RATES = {
    "outpatient encounters per person-year": (
        f"select count(*) / {_PERSON_YEARS} from encounters where encounter_type = 'Outpatient'",
        2.4,
        3.6,
    ),
    "emergency encounters per person-year": (
        f"select count(*) / {_PERSON_YEARS} from encounters where encounter_type = 'ER'",
        0.37,
        0.52,
    ),
    "inpatient stays per person-year": (
        f"select count(*) / {_PERSON_YEARS} from encounters where encounter_type = 'Inpatient'",
        0.09,
        0.125,
    ),
    "emergency visits that end in admission": (
        """select avg((discharge_disposition = 'Admitted')::int) from encounters
           where encounter_type = 'ER'""",
        0.11,
        0.18,
    ),
    "mean length of stay": (
        """select avg(date_diff('day', encounter_date::date, discharge_date::date))
           from encounters where encounter_type = 'Inpatient'""",
        3.9,
        5.2,
    ),
    "adult readmission within 30 days": (
        _STAYS + "select avg(returned) from followed where age >= 18",
        0.11,
        0.175,
    ),
    "readmission after heart failure over that after a birth": (
        _STAYS
        + """select avg(returned) filter (where principal like 'I50%')
             - avg(returned) filter (where principal like 'O%') from followed""",
        0.03,
        0.5,
    ),
    "in-hospital deaths": (
        """select avg((discharge_disposition = 'Expired')::int) from encounters
           where encounter_type = 'Inpatient'""",
        0.010,
        0.036,
    ),
    "claims denied at first decision": (
        """select avg((claim_status = 'Denied')::int) from billing
           where claim_status <> 'Pending' and billing_id % 10 in (1, 2)""",
        0.09,
        0.15,
    ),
    "encounters without a claim, of those ended a month before": (
        """select avg((encounter_id not in (select encounter_id from billing))::int)
           from encounters where discharge_date < timestamp '2025-11-15'""",
        0.01,
        0.10,
    ),
    "claims sent a second time": (
        "select count(*) * 1.0 from billing where billing_id % 10 in (3, 4)",
        200,
        3000,
    ),
    "women": ("select avg((gender = 'F')::int) from patients", 0.48, 0.53),
    "Medicare among people of 66 and more": (
        """select avg((payer_id = 1)::int) from patients
           where date_of_birth < date '1959-01-01'""",
        0.85,
        0.98,
    ),
    "clinic visits at weekends": (
        """select avg((isodow(encounter_date) > 5)::int) from encounters
           where encounter_type = 'Outpatient'""",
        0.005,
        0.07,
    ),
    "clinic visits on fixed holidays, of an even share": (
        """select count(*) filter (
               where strftime(encounter_date, '%m%d') in ('0101', '0704', '1225'))
             / (count(*) * 3 / 365.0)
           from encounters where encounter_type = 'Outpatient'""",
        0.0,
        0.4,
    ),
    "winter over summer pneumonia": (
        """select count(*) filter (where month(encounter_date) in (12, 1, 2)) * 1.0
             / count(*) filter (where month(encounter_date) in (6, 7, 8))
           from visits where regexp_matches(principal, '^J1[2-8]') and age > 4""",
        1.1,
        3.5,
    ),
    "emergency arrivals from 10:00 to 22:00": (
        """select avg((hour(encounter_date) between 10 and 21)::int) from encounters
           where encounter_type = 'ER'""",
        0.61,
        0.72,
    ),
    "share of encounters of the busiest twentieth": (
        """with counts as (select count(*) as n from encounters group by patient_id),
           ranked as (select n, percent_rank() over (order by n) as p from counts)
           select sum(n) filter (where p >= 0.95) / sum(n) from ranked""",
        0.15,
        0.30,
    ),
    "deaths per person-year": (
        f"select count(*) / {_PERSON_YEARS} from patients where date_of_death is not null",
        0.006,
        0.014,
    ),
    "children born per person-year": (
        f"select count(*) / {_PERSON_YEARS} from patients where patient_id > 100000000",
        0.008,
        0.015,
    ),
    "patients with more than one version": (
        """select avg((n > 1)::int) from
           (select count(*) as n from patient_versions group by patient_id)""",
        0.2,
        0.5,
    ),
    "stays that are transfers": (
        """select avg((discharge_disposition = 'Transfer')::int) from encounters
           where encounter_type = 'Inpatient'""",
        0.002,
        0.03,
    ),
    "stays still open": (
        "select count(*) * 1.0 from encounters where discharge_date is null",
        1,
        40,
    ),
}


@pytest.mark.parametrize("name", RATES)
def test_rate_is_in_range(hospital: Connection, name: str) -> None:
    query, least, most = RATES[name]
    row = hospital.execute(query).fetchone()
    assert row is not None
    assert least <= row[0] <= most
