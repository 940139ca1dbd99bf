"""What is caused shows as a gradient: each claim has a margin well beyond chance at this size."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from hospital.config import GenerateConfig

from .generated import connection_of, tables_of

Connection = duckdb.DuckDBPyConnection


@pytest.fixture(scope="module")
def town() -> Iterator[Connection]:
    """A simulation of 16,000 patients in memory, with the views of the small hospital."""
    connection = connection_of(tables_of(GenerateConfig(seed=11, patients=16_000)))
    yield connection
    connection.close()


_STAYS = """
    with stays as (
      select *, date_diff('day', encounter_date::date, discharge_date::date) as days,
             coalesce(lead(encounter_date) over history
                      <= discharge_date + interval 30 day, false)::int as returned,
             row_number() over history as number
      from visits where encounter_type = 'Inpatient'
      window history as (partition by patient_id order by encounter_date)),
    depth as (select encounter_id, count(*) as codes from encounter_diagnoses group by encounter_id)
"""
_BIRTHS = """
    with births as (
      select any_value(visits) as stay, list(icd10_code) as codes from coded as visits
      where admission_type = 'Newborn' group by visits.encounter_id)
"""

# name: (query of one number, least, most)
CAUSES = {
    "stays with many diagnoses are longer": (
        _STAYS
        + """select avg(days) filter (codes >= 12) / avg(days) filter (codes <= 6)
             from stays join depth using (encounter_id) where age >= 18""",
        1.3,
        4.0,
    ),
    "those who die had more diagnoses": (
        _STAYS
        + """select avg(codes) filter (discharge_disposition = 'Expired')
             / avg(codes) filter (discharge_disposition <> 'Expired')
             from stays join depth using (encounter_id) where age >= 18""",
        1.15,
        2.5,
    ),
    "nursing homes take the old": (
        _STAYS
        + """select avg((discharge_disposition = 'Skilled Nursing Facility')::int)
               filter (age >= 80)
             - avg((discharge_disposition = 'Skilled Nursing Facility')::int)
               filter (age between 18 and 64) from stays""",
        0.12,
        0.5,
    ),
    "later stays are followed by more returns": (
        _STAYS
        + """select avg(returned) filter (number >= 3) / avg(returned) filter (number = 1)
             from stays where age >= 18 and discharge_disposition <> 'Expired'""",
        1.4,
        4.0,
    ),
    "nursing homes send back more than homes": (
        _STAYS
        + """select avg(returned) filter (discharge_disposition = 'Skilled Nursing Facility')
             / avg(returned) filter (discharge_disposition = 'Home')
             from stays where age >= 18""",
        1.1,
        3.0,
    ),
    "hospice patients die soon": (
        """select avg((date_of_death <= discharge_date::date + 60)::int) from visits
           where discharge_disposition = 'Hospice' and discharge_date < timestamp '2025-10-31'""",
        0.55,
        1.0,
    ),
    "few die in the month after going home": (
        """select avg(coalesce(date_of_death <= discharge_date::date + 30, false)::int) from visits
           where encounter_type = 'Inpatient' and discharge_disposition = 'Home'
             and discharge_date < timestamp '2025-11-30'""",
        0.001,
        0.03,
    ),
    "children born early stay long": (
        _BIRTHS
        + """select avg(date_diff('day', stay.encounter_date, stay.discharge_date))
               filter (len(list_filter(codes, lambda c: c similar to 'P07.[23].*')) > 0)
             / avg(date_diff('day', stay.encounter_date, stay.discharge_date))
               filter (len(list_filter(codes, lambda c: c similar to 'P07.[23].*')) = 0)
             from births""",
        2.0,
        12.0,
    ),
    "children born early": (
        _BIRTHS
        + """select avg((len(list_filter(codes, lambda c: c similar to 'P07.[23].*')) > 0)::int)
             from births""",
        0.06,
        0.15,
    ),
    "caesareans": (
        _BIRTHS + "select avg(list_contains(codes, 'Z38.01')::int) from births",
        0.24,
        0.42,
    ),
    "caesareans at the weekend, of an even share": (
        """select avg((isodow(encounter_date) > 5)::int) / (2 / 7.0) from coded
           where icd10_code = 'Z38.01'""",
        0.2,
        0.85,
    ),
    "Medicaid pays for many births": (
        """select avg((payer_id = 2)::int) from billing join encounters using (encounter_id)
           where admission_type = 'Newborn'""",
        0.30,
        0.60,
    ),
    "end-stage kidney disease brings Medicare before 65": (
        """select avg((payer_id = 1)::int) from billing join visits using (encounter_id)
           where principal = 'N18.6' and age < 65
             and encounter_date > timestamp '2025-01-01'""",
        0.6,
        1.0,
    ),
    "follow-up visits keep their distance": (
        """select avg(deviation / mean) from (
             select stddev(gap) as deviation, avg(gap) as mean from (
               select patient_id, date_diff('day', lag(encounter_date) over (
                   partition by patient_id order by encounter_date), encounter_date) as gap
               from visits where encounter_type = 'Outpatient'
                 and regexp_matches(principal, '^(I1|I25|I48|I50|E11|J44)'))
             where gap is not null group by patient_id having count(*) >= 4)""",
        0.2,
        0.85,
    ),
    "few patients make many emergency visits": (
        """with counts as (select count(*) as n from encounters where encounter_type = 'ER'
             group by patient_id),
           ranked as (select n, percent_rank() over (order by n desc) as place from counts)
           select sum(n) filter (where place <= 0.06) / sum(n) from ranked""",
        0.17,
        0.42,
    ),
    "the graver the visit code the more are admitted": (
        """select avg((discharge_disposition = 'Admitted')::int) filter (cpt_code = '99285')
             - avg((discharge_disposition = 'Admitted')::int)
               filter (cpt_code in ('99281', '99282', '99283'))
           from encounters join encounter_procedures using (encounter_id)
           join procedures using (procedure_id) where encounter_type = 'ER'""",
        0.3,
        0.8,
    ),
    "the wards are full on the first day, of a later day's patients": (
        """select count(*) filter (where encounter_date < timestamp '2024-01-01 12:00')
             / count(*) filter (where encounter_date < timestamp '2024-09-03 12:00'
               and (discharge_date is null or discharge_date > timestamp '2024-09-03 12:00'))
           from encounters where encounter_type = 'Inpatient'
             and (encounter_date < timestamp '2024-01-01 12:00'
                  and discharge_date > timestamp '2024-01-01 12:00'
               or encounter_date between timestamp '2024-01-01 12:00'
                                     and timestamp '2024-09-03 12:00')""",
        0.45,
        1.7,
    ),
    "some emergency physicians see more than others": (
        """select max(n) / min(n) from (
             select count(*) as n from encounters where encounter_type = 'ER'
             group by provider_id)""",
        1.4,
        4.0,
    ),
    "the Marketplace plan denies more than Medicare": (
        """select avg((claim_status = 'Denied')::int) filter (payer_id = 6)
             / avg((claim_status = 'Denied')::int) filter (payer_id = 1)
           from billing where claim_status <> 'Pending' and billing_id % 10 in (1, 2)""",
        1.5,
        3.5,
    ),
    "boys have more asthma than girls": (
        """select count(distinct patient_id) filter (gender = 'M') * 1.0
             / count(distinct patient_id) filter (gender = 'F')
           from coded where icd10_code like 'J45%' and age < 12""",
        1.02,
        1.9,
    ),
    "women have more asthma than men": (
        """select count(distinct patient_id) filter (gender = 'F') * 1.0
             / count(distinct patient_id) filter (gender = 'M')
           from coded where icd10_code like 'J45%' and age >= 20""",
        1.25,
        2.2,
    ),
    "kidney disease advances in some": (
        """select count(*) * 1.0 from (
             select patient_id, count(distinct icd10_code) as stages from coded
             where icd10_code similar to 'N18.*' group by patient_id) where stages > 1""",
        10,
        400,
    ),
    "fewer go home at the weekend": (
        """select avg((isodow(discharge_date) > 5)::int) / (2 / 7.0) from encounters
           where encounter_type = 'Inpatient'""",
        0.6,
        0.97,
    ),
    "transfers from other hospitals": (
        """select avg((admission_source = 'Transfer')::int) from encounters
           where encounter_type = 'Inpatient'""",
        0.02,
        0.10,
    ),
    "planned returns": (
        _STAYS
        + """, following as (select *, lead(admission_type) over (
               partition by patient_id order by encounter_date) as next_type from stays)
             select avg((next_type = 'Elective')::int) from following
             where returned = 1 and age >= 18""",
        0.02,
        0.20,
    ),
}


@pytest.mark.parametrize("name", CAUSES)
def test_the_cause_shows(town: Connection, name: str) -> None:
    query, least, most = CAUSES[name]
    row = town.execute(query).fetchone()
    assert row is not None
    assert least <= row[0] <= most
