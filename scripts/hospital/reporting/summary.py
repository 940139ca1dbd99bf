"""What a build made: rows per table, tests, the first lines of each answer, what to try next."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.columns import Columns
from rich.console import Console
from rich.table import Table

from hospital.config import Engine, oltp_database, project_folder
from hospital.schema.tables import TABLES
from hospital.verification.connections import Reader, open_reader
from hospital.verification.dbt_project import Mart, TestCounts, read_marts, read_test_counts

_SHOWN_ROWS = 3

# Per answer: its title, the columns shown, and how its first rows are chosen.
_ANSWERS = {
    "monthly_encounters_by_specialty": (
        "Monthly encounters by specialty, the latest month's largest",
        (
            "calendar_month",
            "specialty_name",
            "encounter_type",
            "encounter_count",
            "unique_patient_count",
        ),
        "calendar_month desc, encounter_count desc, specialty_key, encounter_type",
    ),
    "top_diagnosis_procedure_pairs": (
        "Top diagnosis-procedure pairs",
        ("pair_rank", "icd10_code", "icd10_description", "cpt_description", "encounter_count"),
        "pair_rank, diagnosis_key, procedure_key",
    ),
    "readmission_rate_by_specialty": (
        "30-day readmission by specialty, the most index stays first",
        (
            "specialty_name",
            "index_stay_count",
            "readmission_rate",
            "rate_lower_bound",
            "rate_upper_bound",
        ),
        "index_stay_count desc, specialty_key",
    ),
    "monthly_revenue_by_specialty": (
        "Revenue by specialty and month, the highest, US dollars",
        ("calendar_month", "specialty_name", "revenue_amount", "pending_amount", "denied_amount"),
        "revenue_amount desc, calendar_month, specialty_key",
    ),
}


def print_summary(engine: Engine, environment: Mapping[str, str]) -> None:
    """Prints the summary of the last build on the engine.

    Raises:
        NotBuiltError: something that it reads is missing; says what to run.
    """
    target = project_folder() / environment.get("DBT_TARGET_PATH", "target")
    marts = read_marts(target)
    tests = read_test_counts(target)
    olap = environment.get("OLAP_DATABASE", "healthcare_olap")
    with open_reader(engine, environment) as reader:
        console = Console()
        console.print(
            Columns(
                [
                    _sources(reader, oltp_database(environment)),
                    _marts(reader, olap, marts, "core", "the star"),
                    _marts(reader, olap, marts, "analytics", "the answers"),
                ],
                padding=(0, 2),
            )
        )
        for name in _ANSWERS:
            console.print(_answer(reader, olap, name))
    console.print(_tests(engine, tests))
    console.print(_next_steps(engine), highlight=False, markup=False)


def _sources(reader: Reader, database: str) -> Table:
    return _row_counts(reader, f"OLTP: {database}", database, [table.name for table in TABLES])


def _marts(reader: Reader, schema: str, marts: list[Mart], layer: str, title: str) -> Table:
    names = [mart.name for mart in marts if mart.layer == layer]
    return _row_counts(reader, f"{title}: {schema}", schema, names)


def _row_counts(reader: Reader, title: str, schema: str, names: list[str]) -> Table:
    table = Table("table", title=title, title_justify="left")
    table.add_column("rows", justify="right")
    for name in names:
        [(count,)] = reader.rows(f"select count(*) from {reader.table(schema, name)}")
        table.add_row(name, f"{count:,}")
    return table


def _answer(reader: Reader, schema: str, name: str) -> Table:
    title, columns, order = _ANSWERS[name]
    rows = reader.rows(
        f"select {', '.join(columns)} from {reader.table(schema, name)} "
        f"order by {order} limit {_SHOWN_ROWS}"
    )
    table = Table(title=title, title_justify="left")
    for column in columns:
        is_text = all(isinstance(row[columns.index(column)], str | None) for row in rows)
        table.add_column(column, justify="left" if is_text else "right")
    for row in rows:
        table.add_row(*(_shown(value) for value in row))
    return table


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:,}"


def _tests(engine: Engine, tests: TestCounts) -> str:
    where = f"tests on {tests.engine}" if tests.engine != engine else "tests"
    line = f"{tests.passed:,} {where} passed, {tests.failed:,} failed"
    return f"{line}, {tests.warned:,} warned" if tests.warned else line


def _next_steps(engine: Engine) -> str:
    other = "mysql" if engine is Engine.DUCKDB else "duckdb"
    file = Path("docs") / "data_model.md"
    return (
        "Try next:\n"
        f"  .venv/bin/hospital answers --engine {engine}   the answers in every way, compared\n"
        f"  make demo ENGINE={other}   the same on another engine\n"
        f"  make docs   lineage and descriptions; the diagrams are in {file}"
    )
