from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from hospital.config import GenerateConfig

from .generated import Tables, tables_of


@pytest.fixture(scope="session")
def small() -> Tables:
    return tables_of(GenerateConfig(patients=300, block_size=500))


@pytest.fixture(scope="session")
def large() -> Tables:
    return tables_of(GenerateConfig(seed=7, patients=5_000))


@pytest.fixture(scope="session")
def hospital(large: Tables) -> Iterator[duckdb.DuckDBPyConnection]:
    """The large simulation in memory, with a view `visits`: encounters with age and principal."""
    connection = duckdb.connect()
    for name, table in large.items():
        connection.register(f"{name}_arrow", table)
        connection.execute(f"create table {name} as select * from {name}_arrow")
    connection.execute("""
        create view visits as
        select encounters.*, patients.gender, patients.date_of_birth, patients.date_of_death,
               date_diff('year', date_of_birth, encounter_date::date)
                 - (strftime(date_of_birth, '%m%d')
                    > strftime(encounter_date, '%m%d'))::int as age,
               diagnoses.icd10_code as principal
        from encounters
        join patients using (patient_id)
        join encounter_diagnoses
          on encounter_diagnoses.encounter_id = encounters.encounter_id
          and diagnosis_sequence = 1
        join diagnoses using (diagnosis_id)
    """)
    connection.execute("""
        create view coded as
        select visits.*, diagnoses.icd10_code, encounter_diagnoses.diagnosis_sequence
        from visits
        join encounter_diagnoses using (encounter_id)
        join diagnoses using (diagnosis_id)
    """)
    yield connection
    connection.close()
