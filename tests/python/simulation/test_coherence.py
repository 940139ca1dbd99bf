from __future__ import annotations

import duckdb
import pytest

from hospital.schema.tables import BY_NAME

from .generated import Tables

Connection = duckdb.DuckDBPyConnection

# each query returns the rows that break the rule in its name
RULES = {
    "no care before birth": """
        select encounter_id from visits where encounter_date::date < date_of_birth""",
    "no care after death": """
        select encounter_id from visits where encounter_date::date > date_of_death
           or discharge_date::date > date_of_death""",
    "no care before registration": """
        select encounter_id from visits join patients using (patient_id)
        where visits.encounter_date < patients.created_at - interval 12 hour""",
    "the end comes after the start": """
        select encounter_id from encounters where discharge_date <= encounter_date""",
    "nothing is known after the as-of date": """
        select encounter_id from encounters, data_loads
        where greatest(encounter_date, updated_at, discharge_date)
              >= as_of_date + interval 1 day""",
    "a death in hospital is the death": """
        select encounter_id from visits where discharge_disposition = 'Expired'
          and discharge_date::date is distinct from date_of_death""",
    "one open or closed stay at a time": """
        select a.encounter_id from encounters a join encounters b
          on a.patient_id = b.patient_id and a.encounter_id < b.encounter_id
        where a.encounter_type in ('Inpatient', 'ER')
          and b.encounter_type in ('Inpatient', 'ER')
          and b.encounter_date < coalesce(a.discharge_date, timestamp '9999-01-01')
          and a.encounter_date < coalesce(b.discharge_date, timestamp '9999-01-01')""",
    "no clinic visit during a stay": """
        select c.encounter_id from encounters c join encounters s
          on c.patient_id = s.patient_id
        where c.encounter_type = 'Outpatient' and s.encounter_type = 'Inpatient'
          and c.encounter_date < coalesce(s.discharge_date, timestamp '9999-01-01')
          and c.discharge_date > s.encounter_date""",
    "encounters are numbered in order of time": """
        select encounter_id from (
          select encounter_id, encounter_date,
                 lag(encounter_date) over (partition by patient_id order by encounter_id) as before
          from encounters) where before > encounter_date""",
    "an admitted emergency visit is followed at once by its stay": """
        select v.encounter_id from encounters v where v.discharge_disposition = 'Admitted'
          and v.discharge_date < (select as_of_date from data_loads)
          and not exists (select 1 from encounters s where s.patient_id = v.patient_id
            and s.encounter_type = 'Inpatient' and s.admission_source = 'Emergency Department'
            and s.encounter_date
              between v.discharge_date and v.discharge_date + interval 1 hour)""",
    "a move within the hospital leaves no gap": """
        select s.encounter_id from encounters s join encounters t using (patient_id)
        where s.admission_source = 'Transfer' and t.encounter_type = 'Inpatient'
          and t.discharge_disposition = 'Transfer'
          and s.encounter_date between t.discharge_date and t.discharge_date + interval 1 day
          and (s.encounter_date > t.discharge_date + interval 1 hour
            or s.department_id = t.department_id and s.provider_id = t.provider_id)""",
    "admission columns belong to stays": """
        select encounter_id from encounters
        where (encounter_type = 'Inpatient') <> (admission_type is not null)
           or (encounter_type = 'Inpatient') <> (admission_source is not null)""",
    "women's codes": """
        select encounter_id from coded where gender = 'M'
          and regexp_matches(icd10_code, '^(O|Z34|Z37|Z3A|Z01\\.419|Z12\\.31)')""",
    "men's codes": """
        select encounter_id from coded where gender = 'F'
          and regexp_matches(icd10_code, '^(N40|C61)')""",
    "ages of codes": """
        select encounter_id, icd10_code, age from coded where
             (icd10_code like 'O%' and age not between 12 and 55)
          or (icd10_code like 'Z38%' and age > 0) or (icd10_code like 'P%' and age > 0)
          or (icd10_code like 'H25%' and age < 40) or (icd10_code like 'N40%' and age < 40)
          or (icd10_code like 'C61' and age < 40)
          or (regexp_matches(icd10_code, '^(G30|F03)') and age < 60)
          or (icd10_code like 'Z00.12%' and age > 17) or (icd10_code like 'Z00.0%' and age < 18)
          or (icd10_code like 'Z68%' and age < 20) or (icd10_code like 'Z12.11' and age < 45)""",
    "essential hypertension stands alone": """
        select encounter_id from coded where icd10_code = 'I10' and encounter_id in
          (select encounter_id from coded where regexp_matches(icd10_code, '^I1[123]'))""",
    "essential hypertension yields to heart failure and kidney disease": """
        select encounter_id from coded where icd10_code = 'I10' and encounter_id in
          (select encounter_id from coded where regexp_matches(icd10_code, '^(I50|N18)'))""",
    "type 1 and type 2 diabetes exclude each other": """
        select patient_id from coded where icd10_code like 'E10%' and patient_id in
          (select patient_id from coded where icd10_code like 'E11%')""",
    "codes that are never first": """
        select encounter_id from visits
        where regexp_matches(principal, '^(W|Z68|Z79|Z3A|Z37|R65)')""",
    "the source of a sepsis comes before its severity": """
        select a.encounter_id from coded a join coded b using (encounter_id)
        where a.icd10_code like 'R65%' and b.icd10_code like 'A41%'
          and a.diagnosis_sequence <= b.diagnosis_sequence""",
    "each code once per encounter": """
        select encounter_id from encounter_diagnoses
        group by encounter_id, diagnosis_id having count(*) > 1""",
    "sequences run from one without gaps": """
        select encounter_id from encounter_diagnoses group by encounter_id
        having min(diagnosis_sequence) <> 1 or max(diagnosis_sequence) <> count(*)""",
    "one newborn code, on the birth stay only": """
        select patient_id from coded where icd10_code like 'Z38%'
        group by patient_id having count(*) > 1 or min(encounter_date::date) <> min(date_of_birth)
          or any_value(admission_type) <> 'Newborn'""",
    "every child born has a birth stay": """
        select patient_id from patients where patient_id > 100000000 and patient_id not in
          (select patient_id from encounters where admission_type = 'Newborn')""",
    "a delivery has its outcome and its week": """
        select encounter_id from visits v where encounter_type = 'Inpatient'
          and principal similar to '(O80|O82|O70|O34|O48).*'
          and 2 <> (select count(*) from coded c where c.encounter_id = v.encounter_id
                    and regexp_matches(c.icd10_code, '^(Z37|Z3A)'))""",
    "a child born by section has a mother with one": """
        select c.patient_id from coded c where c.icd10_code like 'Z38%' and not exists (
          select 1 from coded m join encounter_procedures using (encounter_id)
          join procedures using (procedure_id)
          where m.patient_id = c.patient_id % 100000000 and m.encounter_type = 'Inpatient'
            and c.encounter_date >= m.encounter_date
            and c.encounter_date < coalesce(m.discharge_date, timestamp '9999-01-01')
            and cpt_code = case c.icd10_code when 'Z38.01' then '59514' else '59409' end)""",
    "type 2 diabetes with kidney disease is one code": """
        select encounter_id from coded where icd10_code like 'N18%' and encounter_id in
          (select encounter_id from coded where icd10_code like 'E11%')
          and encounter_id not in (select encounter_id from coded where icd10_code = 'E11.22')""",
    "hypertension with kidney or heart disease names it": """
        select encounter_id from coded h where
          (regexp_matches(icd10_code, '^I1[23]') and encounter_id not in
            (select encounter_id from coded where icd10_code like 'N18%'))
          or (icd10_code in ('I11.0', 'I13.0') and encounter_id not in
            (select encounter_id from coded where icd10_code like 'I50%'))""",
    "a child born early has a mother who carried it so long": """
        with weeks (icd10_code, week) as (
          select 'P07.' || (n + 31), n + 28 from range(9) as r(n)
          union all select 'P07.' || (n + 23), n + 24 from range(4) as r(n))
        select c.encounter_id from coded c join weeks using (icd10_code)
        where not exists (select 1 from coded m where m.patient_id = c.patient_id % 100000000
          and m.encounter_type = 'Inpatient' and m.icd10_code = 'Z3A.' || week
          and c.encounter_date >= m.encounter_date
          and c.encounter_date < coalesce(m.discharge_date, timestamp '9999-01-01'))""",
    "a joint replaced is worn no more": """
        select later.encounter_id from coded stay join encounter_procedures using (encounter_id)
        join procedures using (procedure_id) join coded later
          on later.patient_id = stay.patient_id and later.encounter_date > stay.discharge_date
        where cpt_code in ('27447', '27130') and stay.diagnosis_sequence = 1
          and stay.discharge_disposition <> 'Transfer'
          and stay.icd10_code similar to 'M1[67].1[12]' and later.icd10_code = stay.icd10_code""",
    "a stay for a worn joint replaces it": """
        select encounter_id from visits where encounter_type = 'Inpatient'
          and principal similar to 'M1[679].*' and admission_source <> 'Transfer'
          and encounter_id not in (select encounter_id from encounter_procedures
            join procedures using (procedure_id) where cpt_code in ('27447', '27130'))""",
    "an implant is on the side of the operation": """
        select m.encounter_id from coded m where m.icd10_code similar to 'Z96.6[45][12]'
          and not exists (select 1 from coded stay where stay.patient_id = m.patient_id
            and stay.encounter_type = 'Inpatient' and stay.encounter_date < m.encounter_date
            and stay.icd10_code in (
              'M' || case m.icd10_code[6:6] when '5' then '17' else '16' end
                  || '.1' || m.icd10_code[7:7],
              'M' || case m.icd10_code[6:6] when '5' then '17' else '16' end || '.0'))""",
    "the source of a sepsis is the same in the emergency room and on the ward": """
        select v.encounter_id from visits v join visits s using (patient_id)
        where v.principal like 'A41%' and s.principal similar to 'A4[01].*'
          and v.discharge_disposition = 'Admitted' and s.admission_source = 'Emergency Department'
          and s.encounter_date between v.discharge_date and v.discharge_date + interval 1 hour
          and not exists (select 1 from coded a join coded b using (icd10_code)
            where a.encounter_id = v.encounter_id and b.encounter_id = s.encounter_id
              and a.diagnosis_sequence = 2 and b.diagnosis_sequence = 2)""",
    "what began before the period reaches into it": """
        select s.encounter_id from encounters s, data_loads where s.encounter_date < start_date
          and s.discharge_date < start_date and not exists (
            select 1 from encounters n where n.patient_id = s.patient_id
              and n.encounter_type = 'Inpatient' and n.encounter_date < start_date
              and coalesce(n.discharge_date, timestamp '9999-01-01') > start_date)""",
    "kidney disease does not get better": """
        select later.encounter_id from coded earlier join coded later using (patient_id)
        where earlier.icd10_code similar to 'N18.*' and later.icd10_code similar to 'N18.*'
          and later.encounter_date > earlier.encounter_date
          and later.icd10_code[5:5] < earlier.icd10_code[5:5]""",
    "yearly check-ups are a year apart": """
        select encounter_id from (
          select encounter_id, encounter_date, lag(encounter_date) over (
            partition by patient_id order by encounter_date) as before
          from encounters join encounter_procedures using (encounter_id)
          join procedures using (procedure_id) where cpt_code in ('G0438', 'G0439'))
        where before > encounter_date - interval 1 year""",
    "an injury treated again has no new external cause": """
        select encounter_id from visits v join encounter_diagnoses using (encounter_id)
        join diagnoses using (diagnosis_id)
        where regexp_matches(principal, '^S.*D$') and icd10_code like 'W%'""",
    "an infusion names its cancer": """
        select encounter_id from visits v where principal = 'Z51.11' and not exists (
          select 1 from coded c where c.encounter_id = v.encounter_id and icd10_code like 'C%')""",
    "end-stage kidney disease comes with dialysis": """
        select encounter_id from coded c where icd10_code = 'N18.6' and encounter_id not in
          (select encounter_id from coded where icd10_code = 'Z99.2')""",
    "flares and stable forms of one disease exclude each other": """
        select encounter_id from coded where regexp_matches(icd10_code, '^J45.*1$')
          and encounter_type = 'Outpatient'""",
    "later care for an injury follows first care": """
        select d.encounter_id from coded d where regexp_matches(d.icd10_code, '^S.*D$')
          and not exists (select 1 from coded a where a.patient_id = d.patient_id
            and a.encounter_date < d.encounter_date
            and a.icd10_code = left(d.icd10_code, length(d.icd10_code) - 1) || 'A')""",
    "codes are valid on their date": """
        select encounter_id, icd10_code, encounter_date from coded where
             (icd10_code in ('E66.811', 'E66.812', 'E66.813') and encounter_date < '2024-10-01')
          or icd10_code in ('M54.5', 'I47.1', 'G20')""",
    "procedures lie inside the encounter": """
        select encounter_procedure_id from encounter_procedures join encounters using (encounter_id)
        where procedure_date < encounter_date::date or procedure_date > discharge_date::date""",
    "surgery is done in the hospital": """
        select encounter_id from encounters join encounter_procedures using (encounter_id)
        join procedures using (procedure_id) where encounter_type = 'Outpatient'
          and cpt_code in ('27447', '27130', '44970', '33533', '27236', '59409',
            '59514', '99223')""",
    "one admission visit per stay at most": """
        select encounter_id from encounter_procedures join procedures using (procedure_id)
        where cpt_code in ('99221', '99222', '99223') group by encounter_id having count(*) > 1""",
    "the implant fits the joint": """
        select encounter_id from visits join encounter_procedures using (encounter_id)
        join procedures using (procedure_id)
        where (cpt_code = '27447' and principal not like 'M17%')
           or (cpt_code = '27130' and principal not like 'M16%')""",
    "the department is the provider's at that time": """
        select encounter_id from encounters e join (
          select *, lead(valid_from, 1, timestamp '9999-01-01')
            over (partition by provider_id order by valid_from) as valid_to from provider_versions
        ) v on v.provider_id = e.provider_id and e.encounter_date >= v.valid_from
          and e.encounter_date < v.valid_to
        where v.department_id <> e.department_id""",
    "every encounter's provider is employed": """
        select encounter_id from encounters join providers using (provider_id)
        where encounter_date < providers.created_at""",
    "claims come after the encounter": """
        select billing_id from billing join encounters using (encounter_id)
        where discharge_date is null or claim_date < discharge_date::date
          or billing.created_at < discharge_date
          or claim_date > (select as_of_date from data_loads)""",
    "money is ordered": """
        select billing_id from billing where claim_amount <= 0 or allowed_amount > claim_amount
          or paid_amount > allowed_amount or allowed_amount < 0 or paid_amount < 0""",
    "every claim has a control number of its own": """
        select claim_number from billing group by claim_number
        having count(*) > 1 or claim_number is null or length(claim_number) <> 21""",
    "cover begins at registration or with a change of payer": """
        select patient_id from (
          select *, lag(payer_id) over history as before,
                 lag(insurance_effective_date) over history as since
          from patient_versions
          window history as (partition by patient_id order by valid_from))
        where payer_id <> 8 and insurance_effective_date is distinct from
          case when before = payer_id then since else strftime(valid_from, '%Y-%m-%d') end
          or (payer_id = 8) <> (insurance_effective_date is null)""",
    "pending claims are undecided": """
        select billing_id from billing where (claim_status = 'Pending') <> (paid_amount is null)
          or (claim_status = 'Pending') <> (allowed_amount is null)
          or (claim_status = 'Denied' and paid_amount <> 0)""",
    "the current record is the last version": """
        select p.patient_id from patients p join (
          select * from patient_versions
          qualify row_number() over (partition by patient_id order by valid_from desc) = 1
        ) v using (patient_id)
        where (p.last_name, p.address_line, p.payer_id, p.date_of_death, p.mrn, p.updated_at)
           is distinct from
              (v.last_name, v.address_line, v.payer_id, v.date_of_death, v.mrn, v.valid_from)""",
    "the current provider is the last version": """
        select p.provider_id from providers p join (
          select * from provider_versions
          qualify row_number() over (partition by provider_id order by valid_from desc) = 1
        ) v using (provider_id)
        where (p.specialty_id, p.department_id, p.npi, p.updated_at) is distinct from
              (v.specialty_id, v.department_id, v.npi, v.valid_from)""",
    "every patient has versions, at different instants": """
        select patient_id from patients
        where patient_id not in (select patient_id from patient_versions)
        union all
        select patient_id from patient_versions group by patient_id, valid_from
        having count(*) > 1""",
    "the claim names the payer on record at the encounter": """
        select billing_id from billing b join encounters e using (encounter_id) asof join
          patient_versions v on v.patient_id = e.patient_id and e.encounter_date >= v.valid_from
        where b.payer_id <> v.payer_id""",
    "medical record numbers are unique": """
        select mrn from patients group by mrn having count(*) > 1""",
}


@pytest.mark.parametrize("rule", RULES)
def test_no_row_breaks_the_rule(hospital: Connection, rule: str) -> None:
    assert hospital.execute(RULES[rule]).fetchall()[:5] == []


# each rule above is about something: the large simulation holds at least so many of these
SUBJECTS = {
    "select count(*) from encounters where discharge_disposition = 'Admitted'": 300,
    "select count(*) from encounters where discharge_disposition = 'Expired'": 10,
    "select count(*) from encounters where discharge_disposition = 'Transfer'": 5,
    "select count(*) from encounters where discharge_date is null": 1,
    "select count(*) from patients where date_of_death is not null": 40,
    "select count(*) from coded where icd10_code like 'Z38%'": 50,
    "select count(*) from coded where icd10_code like 'O%'": 50,
    "select count(*) from coded where regexp_matches(icd10_code, '^(N40|C61)')": 50,
    "select count(*) from coded where icd10_code = 'I10'": 1000,
    "select count(*) from coded where regexp_matches(icd10_code, '^I1[123]')": 100,
    "select count(*) from coded where icd10_code like 'E10%'": 20,
    "select count(*) from coded where icd10_code like 'R65%'": 20,
    "select count(*) from coded where regexp_matches(icd10_code, '^S.*D$')": 100,
    "select count(*) from coded where icd10_code like 'E66.81%'": 50,
    "select count(*) from coded where icd10_code = 'Z51.11'": 20,
    "select count(*) from coded where icd10_code = 'N18.6'": 20,
    "select count(*) from coded where icd10_code similar to 'P07.[23].*'": 5,
    "select count(*) from coded where icd10_code similar to 'Z96.6[45][12]'": 20,
    "select count(*) from visits, data_loads where encounter_date < start_date": 3,
    """select count(*) from encounter_procedures join procedures using (procedure_id)
       where cpt_code = 'G0439'""": 100,
    "select count(*) from billing where claim_status = 'Pending'": 100,
    "select count(*) from provider_versions where provider_version_id % 1000 = 2": 5,
    """select count(*) from encounter_procedures join procedures using (procedure_id)
       where cpt_code in ('27447', '27130')""": 5,
    """select count(*) from (select encounter_id from encounter_procedures
       group by encounter_id, procedure_id having count(*) > 1)""": 100,
}


@pytest.mark.parametrize("query", SUBJECTS)
def test_there_is_something_to_break_the_rules(hospital: Connection, query: str) -> None:
    row = hospital.execute(query).fetchone()
    assert row is not None
    assert row[0] >= SUBJECTS[query]


def test_foreign_keys_are_met(large: Tables) -> None:
    keys = {name: set(table.column(0).to_pylist()) for name, table in large.items()}
    checked = 0
    for table in (BY_NAME[name] for name in large):
        for column in table.columns:
            if column.references:
                values = set(large[table.name].column(column.name).to_pylist()) - {None}
                assert values <= keys[column.references], f"{table.name}.{column.name}"
                checked += 1
    assert checked > 15


def test_npi_check_digits(large: Tables) -> None:
    for npi in large["providers"].column("npi").to_pylist():
        digits = [int(digit) for digit in f"80840{npi}"]
        doubled = [d * 2 if n % 2 else d for n, d in enumerate(reversed(digits))]
        assert sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0
        assert len(npi) == 10


def test_text_fits_its_column(large: Tables) -> None:
    for table in (BY_NAME[name] for name in large):
        for column in table.columns:
            if column.type.kind.value in ("varchar", "char"):
                values = large[table.name].column(column.name).to_pylist()
                longest = max((len(value) for value in values if value is not None), default=0)
                assert longest <= column.type.size, f"{table.name}.{column.name}"
