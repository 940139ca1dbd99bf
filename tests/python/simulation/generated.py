"""The tables of a simulation, for the tests that compare and question them."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from hospital.config import GenerateConfig
from hospital.generation import simulate

Tables = dict[str, pa.Table]


def tables_of(config: GenerateConfig) -> Tables:
    """Every table of a simulation, its blocks joined in order."""
    batches: dict[str, list[pa.RecordBatch]] = {}
    for block in simulate(config):
        for name, batch in block.items():
            batches.setdefault(name, []).append(batch)
    return {name: pa.Table.from_batches(parts).combine_chunks() for name, parts in batches.items()}


def connection_of(tables: Tables) -> duckdb.DuckDBPyConnection:
    """The tables in memory, with the views `visits` (age, principal diagnosis) and `coded`."""
    connection = duckdb.connect()
    for name, table in tables.items():
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
    return connection
