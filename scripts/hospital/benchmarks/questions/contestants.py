"""Who answers the questions: which analysis each contestant runs, and on which tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hospital.benchmarks.questions.session import Session
from hospital.config import Engine
from hospital.schema import ddl

# The number that the question has, and the model that answers it.
QUESTIONS: Mapping[int, str] = {
    1: "monthly_encounters_by_specialty",
    2: "top_diagnosis_procedure_pairs",
    3: "readmission_rate_by_specialty",
    4: "monthly_revenue_by_specialty",
}
OLTP, INDEXED, STAR, AGGREGATED = "oltp", "oltp_indexed", "star", "star_aggregated"
CONTESTANTS = (OLTP, INDEXED, STAR, AGGREGATED)
_ENDINGS = {OLTP: "__oltp", INDEXED: "__oltp", STAR: "__star", AGGREGATED: "__aggregate"}


@dataclass(frozen=True)
class Index:
    """An index that the given OLTP database lacks, and what it is good for."""

    table: str
    columns: tuple[str, ...]
    reason: str


# Each begins with what its question joins or groups by and holds all that it reads.
INDEXES = (
    Index(
        "encounters",
        ("provider_id", "encounter_date", "encounter_type", "patient_id"),
        "all that questions 1 and 4 read of an encounter",
    ),
    Index(
        "encounters",
        ("patient_id", "encounter_date"),
        "returns of a patient within a window (question 3)",
    ),
    Index(
        "encounters",
        ("encounter_type", "patient_id", "encounter_date"),
        "the inpatient encounters of a patient in order (question 3)",
    ),
    Index(
        "provider_versions",
        ("provider_id", "valid_from", "provider_version_id", "specialty_id"),
        "the specialty of a provider at a time",
    ),
    Index(
        "billing",
        ("encounter_id", "claim_status", "allowed_amount", "claim_amount"),
        "claims by encounter in order, with their money (question 4)",
    ),
    Index(
        "encounter_diagnoses",
        ("encounter_id", "diagnosis_id"),
        "diagnoses of an encounter without repeats, in order (question 2)",
    ),
    Index(
        "encounter_procedures",
        ("encounter_id", "procedure_id"),
        "procedures of an encounter without repeats, in order (question 2)",
    ),
)
_COPIED = (
    *("data_loads", "specialties", "providers", "provider_versions", "encounters"),
    *("diagnoses", "encounter_diagnoses", "procedures", "encounter_procedures", "billing"),
)


def indexed_name(oltp: str) -> str:
    """The database of the copy with more indexes."""
    return f"{oltp}_indexed"


def statements(
    engine: Engine, oltp: str, analyses: Mapping[str, str]
) -> dict[tuple[str, str], str]:
    """The SQL by question and contestant, out of the compiled analyses by their names."""
    given, indexed = ddl.quoted(engine, oltp), ddl.quoted(engine, indexed_name(oltp))
    found = {}
    for question in QUESTIONS.values():
        for contestant in CONTESTANTS:
            statement = analyses[question + _ENDINGS[contestant]].strip()
            if contestant == INDEXED:
                statement = statement.replace(f"{given}.", f"{indexed}.")
            found[question, contestant] = statement
    return found


def copy_with_indexes(session: Session, oltp: str) -> None:
    """Copies the tables that the questions read, with the given keys, and adds the indexes."""
    engine, copy = session.engine, indexed_name(oltp)
    drop_copy(session, oltp)
    session.execute(ddl.create_database(engine, copy))
    for table in _COPIED:
        source, target = ddl.quoted(engine, oltp, table), ddl.quoted(engine, copy, table)
        if engine is Engine.DUCKDB:
            session.execute(f"create table {target} as select * from {source}")
        else:
            session.execute(f"create table {target} like {source}")
            session.execute(f"insert into {target} select * from {source}")
    for number, index in enumerate(INDEXES):
        target = ddl.quoted(engine, copy, index.table)
        name = ddl.quoted(engine, f"ix_benchmark_{number}")
        columns = ", ".join(ddl.quoted(engine, column) for column in index.columns)
        session.execute(f"create index {name} on {target} ({columns})")
    if engine is not Engine.DUCKDB:
        names = ", ".join(ddl.quoted(engine, copy, table) for table in _COPIED)
        session.rows(f"analyze table {names}")


def drop_copy(session: Session, oltp: str) -> None:
    """Drops the copy if it is there."""
    kind, ending = ("schema", " cascade") if session.engine is Engine.DUCKDB else ("database", "")
    name = ddl.quoted(session.engine, indexed_name(oltp))
    session.execute(f"drop {kind} if exists {name}{ending}")
