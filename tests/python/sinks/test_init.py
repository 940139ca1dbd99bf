from __future__ import annotations

import pytest

from hospital.errors import DataExistsError
from hospital.schema.tables import TABLES

from .conftest import Database
from .sample import blocks

# Rows as the classic form of the exercise has them: its columns and no others.
CLASSIC_ROWS = (
    "insert into {specialties} (specialty_id, specialty_name, specialty_code) "
    "values (1, 'Cardiology', 'CARD')",
    "insert into {departments} (department_id, department_name, floor, capacity) "
    "values (1, 'Cardiology Unit', 3, 20)",
    "insert into {providers} (provider_id, first_name, last_name, credential, specialty_id, "
    "department_id) values (101, 'James', 'Chen', 'MD', 1, 1)",
    "insert into {patients} (patient_id, first_name, last_name, date_of_birth, gender, mrn) "
    "values (1001, 'John', 'Doe', '1955-03-15', 'M', 'MRN001')",
    "insert into {encounters} (encounter_id, patient_id, provider_id, encounter_type, "
    "encounter_date, discharge_date, department_id) values "
    "(7001, 1001, 101, 'Outpatient', '2024-05-10 10:00:00', '2024-05-10 11:30:00', 1)",
    "insert into {diagnoses} (diagnosis_id, icd10_code, icd10_description) "
    "values (3001, 'I10', 'Hypertension')",
    "insert into {encounter_diagnoses} (encounter_diagnosis_id, encounter_id, diagnosis_id, "
    "diagnosis_sequence) values (8001, 7001, 3001, 1)",
    "insert into {procedures} (procedure_id, cpt_code, cpt_description) "
    "values (4001, '99213', 'Office visit')",
    "insert into {encounter_procedures} (encounter_procedure_id, encounter_id, procedure_id, "
    "procedure_date) values (9001, 7001, 4001, '2024-05-10')",
    "insert into {billing} (billing_id, encounter_id, claim_amount, allowed_amount, claim_date, "
    "claim_status) values (14001, 7001, 350, 280, '2024-05-11', 'Paid')",
)


def insert_classic_rows(database: Database) -> None:
    names = {table.name: database.table(table.name) for table in TABLES}
    for statement in CLASSIC_ROWS:
        database.run(statement.format(**names))


def test_classic_rows_are_accepted_by_the_empty_tables_and_never_overwritten(
    database: Database,
) -> None:
    database.sink.create_empty()
    assert [database.count(table.name) for table in TABLES] == [0] * len(TABLES)
    insert_classic_rows(database)

    ((created_at, updated_at, city),) = database.run(
        f"select created_at, updated_at, city from {database.table('patients')}"
    )
    assert created_at == updated_at
    assert created_at.microsecond == 0
    assert city is None
    with pytest.raises(DataExistsError, match="already holds data"):
        database.sink.create_empty()
    with pytest.raises(DataExistsError, match="already holds data"):
        database.sink.load(blocks(), replace=False)
    with pytest.raises(DataExistsError, match="never touches one's own rows"):
        database.sink.load(blocks(), replace=True)
    assert database.count("billing") == 1


def test_empty_tables_may_be_created_again_and_loaded(database: Database) -> None:
    database.sink.create_empty()
    database.sink.create_empty()
    database.sink.load(blocks(), replace=False)
    assert database.count("data_loads") == 1
