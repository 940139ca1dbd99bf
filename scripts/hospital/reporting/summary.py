"""What a build made: rows per table, data quality, tests, the first lines of each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.columns import Columns
from rich.table import Table

from hospital.config import Engine, oltp_database, project_folder
from hospital.reporting.console import console
from hospital.reporting.quality import quality_in_words
from hospital.schema.tables import TABLES
from hospital.verification.connections import Reader, open_reader
from hospital.verification.dbt_project import Tally, read_marts, read_tally
from hospital.verification.findings import count_findings

_SHOWN_ROWS = 3


@dataclass(frozen=True)
class _Shown:
    """How the first rows of one answer are chosen and headed."""

    title: str
    headings: Mapping[str, str]  # by column
    order: str


_ANSWERS = {
    "monthly_encounters_by_specialty": _Shown(
        "Encounters per month and specialty (the latest month's most)",
        {
            "calendar_month": "month",
            "specialty_name": "specialty",
            "encounter_type": "type",
            "encounter_count": "encounters",
            "unique_patient_count": "people",
        },
        "calendar_month desc, encounter_count desc, specialty_key, encounter_type",
    ),
    "top_diagnosis_procedure_pairs": _Shown(
        "Diagnoses and procedures that go together",
        {
            "pair_rank": "rank",
            "icd10_code": "ICD-10",
            "icd10_description": "diagnosis",
            "cpt_code": "CPT",
            "cpt_description": "procedure",
            "encounter_count": "encounters",
        },
        "pair_rank, diagnosis_key, procedure_key",
    ),
    "readmission_rate_by_specialty": _Shown(
        "Back within 30 days, per discharging specialty (the most index stays)",
        {
            "specialty_name": "specialty",
            "index_stay_count": "index stays",
            "readmitted_stay_count": "readmitted",
            "readmission_rate": "rate",
            "rate_lower_bound": "95 % from",
            "rate_upper_bound": "to",
        },
        "index_stay_count desc, specialty_key",
    ),
    "monthly_revenue_by_specialty": _Shown(
        "Revenue per month and specialty in US dollars (the highest)",
        {
            "calendar_month": "month",
            "specialty_name": "specialty",
            "revenue_amount": "revenue",
            "pending_amount": "pending",
            "denied_amount": "denied",
        },
        "revenue_amount desc, calendar_month, specialty_key",
    ),
}

# folders of models/marts in the order in which they are shown, and what they are called
_LAYERS = {"core": "star", "analytics": "answers", "quality": "quality"}


def print_summary(engine: Engine, environment: Mapping[str, str]) -> None:
    """Prints the summary of the last build on the engine.

    Raises:
        NotBuiltError: something that it reads is missing; says what to run.
    """
    target = project_folder() / environment.get("DBT_TARGET_PATH", "target")
    layers: dict[str, list[str]] = {layer: [] for layer in _LAYERS}
    for mart in read_marts(target):
        layers.setdefault(mart.layer, []).append(mart.name)
    tests = read_tally(target)
    oltp = oltp_database(environment)
    olap = environment.get("OLAP_DATABASE", "healthcare_olap")
    output = console()
    with open_reader(engine, environment) as reader:
        counts = [
            _row_counts(reader, f"OLTP ({oltp})", oltp, [table.name for table in TABLES]),
            *(
                _row_counts(reader, f"{_LAYERS.get(layer, layer)} ({olap})", olap, names)
                for layer, names in layers.items()
            ),
        ]
        quality = count_findings(reader, olap)
        answers = [_answer(reader, olap, name) for name in _ANSWERS]
    output.print(Columns(counts, padding=(0, 2)))
    for answer in answers:
        output.print(answer)
    output.print(quality_in_words(quality), highlight=False, markup=False)
    output.print(_in_words(engine, tests), highlight=False, markup=False)
    output.print(_next_steps(engine), highlight=False, markup=False)


def _row_counts(reader: Reader, title: str, schema: str, names: Sequence[str]) -> Table:
    table = _table(title)
    table.add_column("table")
    table.add_column("rows", justify="right")
    for name in names:
        [(count,)] = reader.rows(f"select count(*) from {reader.table(schema, name)}")
        table.add_row(name, f"{count:,}")
    return table


def _answer(reader: Reader, schema: str, name: str) -> Table:
    shown = _ANSWERS[name]
    rows = reader.rows(
        f"select {', '.join(shown.headings)} from {reader.table(schema, name)} "
        f"order by {shown.order} limit {_SHOWN_ROWS}"
    )
    table = _table(shown.title)
    for position, heading in enumerate(shown.headings.values()):
        is_text = all(isinstance(row[position], str) for row in rows)
        table.add_column(heading, justify="left" if is_text else "right")
    for row in rows:
        table.add_row(*(_text(value) for value in row))
    return table


def _table(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else f"{value:,}"


def _in_words(engine: Engine, tests: Tally) -> str:
    if tests.passed + tests.warned + tests.failed == 0:
        return "Tests: none in the last dbt run; 'dbt build' runs them"
    where = "" if tests.target in (None, engine) else f" (the last dbt run was on {tests.target})"
    warned = f", {tests.warned:,} warned" if tests.warned else ""
    return f"Tests: {tests.passed:,} passed, {tests.failed:,} failed{warned}{where}"


def _next_steps(engine: Engine) -> str:
    other = Engine.MYSQL if engine is Engine.DUCKDB else Engine.DUCKDB
    steps = {
        f".venv/bin/hospital answers --engine {engine}": "every answer in four ways, compared",
        f"make demo ENGINE={other}": "the same on another engine",
        "make docs": "lineage, descriptions, diagrams and the report page in target/site/",
    }
    width = max(map(len, steps))
    return "\n".join(["Try next:", *(f"  {step:<{width}}  {what}" for step, what in steps.items())])
