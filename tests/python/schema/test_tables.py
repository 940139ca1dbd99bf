from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from hospital.config import Engine
from hospital.schema import ddl
from hospital.schema.arrow import arrow_schema
from hospital.schema.model import Column, Table
from hospital.schema.tables import BY_NAME, TABLES

# The classic form of the exercise, from which no name may depart.
CLASSIC = {
    "patients": "patient_id first_name last_name date_of_birth gender mrn",
    "specialties": "specialty_id specialty_name specialty_code",
    "departments": "department_id department_name floor capacity",
    "providers": "provider_id first_name last_name credential specialty_id department_id",
    "encounters": "encounter_id patient_id provider_id encounter_type encounter_date "
    "discharge_date department_id",
    "diagnoses": "diagnosis_id icd10_code icd10_description",
    "encounter_diagnoses": "encounter_diagnosis_id encounter_id diagnosis_id diagnosis_sequence",
    "procedures": "procedure_id cpt_code cpt_description",
    "encounter_procedures": "encounter_procedure_id encounter_id procedure_id procedure_date",
    "billing": "billing_id encounter_id claim_amount allowed_amount claim_date claim_status",
}


def columns() -> Iterator[tuple[Table, Column]]:
    return ((table, column) for table in TABLES for column in table.columns)


def test_the_classic_columns_are_those_of_the_exercise() -> None:
    classic = {
        table.name: " ".join(column.name for column in table.columns if column.classic)
        for table in TABLES
    }
    assert {name: classic[name] for name in CLASSIC} == CLASSIC


def test_further_columns_of_classic_tables_can_be_left_out() -> None:
    for table, column in columns():
        if table.name in CLASSIC and not column.classic:
            assert column.nullable or column.defaults_to_now, f"{table.name}.{column.name}"


def test_parents_come_before_children_and_keys_have_one_type() -> None:
    order = list(BY_NAME)
    for table, column in columns():
        if column.references is not None:
            assert order.index(column.references) < order.index(table.name)
            assert column.type == BY_NAME[column.references].primary_key.type


def test_the_arrow_schema_follows_the_declaration() -> None:
    schema = arrow_schema(BY_NAME["billing"])
    assert schema.names == list(BY_NAME["billing"].column_names)
    assert schema.field("billing_id").type == pa.int64()
    assert schema.field("claim_amount").type == pa.decimal128(12, 2)
    assert schema.field("claim_date").type == pa.date32()
    assert schema.field("claim_status").type == pa.string()
    assert schema.field("created_at").type == pa.timestamp("us")
    assert not schema.field("claim_amount").nullable
    assert schema.field("payer_id").nullable


def test_a_description_with_a_quote_stays_one_literal() -> None:
    table = Table("wards", "A nurse's round.", BY_NAME["payers"].columns)
    assert "comment = 'A nurse''s round.'" in ddl.create_table(Engine.MYSQL, table, "oltp")
    assert "'A nurse''s round.'" in ddl.comments(Engine.DUCKDB, table, "oltp")[0]


def test_databases_compare_text_by_code_point() -> None:
    assert "utf8mb4_0900_bin" in ddl.create_database(Engine.MYSQL, "oltp")
    assert "utf8mb4_nopad_bin" in ddl.create_database(Engine.MARIADB, "oltp")
