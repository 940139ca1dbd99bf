"""The four questions answered in several ways on one engine, compared cell by cell.

The ways: SQL on the OLTP tables, SQL on the star, the analytics model that the build left, and the
Python oracle over the source rows as staging has cleaned them, to which the others are compared.
The SQL on the OLTP tables reads the source as it is: where staging repaired, merged or quarantined
a row it may differ, and only there.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hospital.config import Engine, oltp_database, project_folder
from hospital.errors import DbtError
from hospital.verification.checksums import Key, canonical_rows
from hospital.verification.connections import Reader, Row, open_reader
from hospital.verification.dbt_project import (
    Mart,
    compile_analyses,
    read_marts,
    read_variables,
    staging_schema,
)
from hospital.verification.findings import Findings, count_findings
from hospital.verification.oracle import COLUMNS, Answer, Tables, answer_questions

ORACLE = "Python oracle"
OLTP = "OLTP SQL"
ANALYSES = {OLTP: "__oltp", "star SQL": "__star"}
MART = "analytics model"

_TOP_RANK = 10  # what the analyses show of the pairs
_TOP_COLUMN = "pair_rank"

# Staging's names for columns of the source.
_STAGED = {"encounter_date": "encounter_started_at", "discharge_date": "encounter_ended_at"}

Cells = Mapping[Key, tuple[str, ...]]


@dataclass(frozen=True)
class WayResult:
    """One way's answer to one question, against the oracle's."""

    question: str
    way: str
    row_count: int
    differing_cells: int
    first_difference: str | None  # for people; None if there is none


@dataclass(frozen=True)
class Check:
    """All ways' answers, and what staging did to the source that they come from."""

    results: Sequence[WayResult]
    findings: Findings

    @property
    def failures(self) -> list[WayResult]:
        """The results with a difference that no finding of staging explains."""
        return [
            result
            for result in self.results
            if result.differing_cells
            and not (result.way == OLTP and self.findings.change_the_answers)
        ]

    @property
    def first_failure(self) -> str | None:
        """The first such difference in words; None if all is right."""
        return next((result.first_difference for result in self.failures), None)


def check_answers(
    engine: Engine, environment: Mapping[str, str], target: Path | None = None
) -> Check:
    """Answers every question in every way; the star must be built.

    `target` is dbt's folder for artifacts; a temporary one unless given.

    Raises:
        NotBuiltError: the OLTP tables or the star are missing.
        DbtError: the analyses do not compile.
    """
    with open_reader(
        engine, environment
    ) as reader:  # says what is missing in one line; dbt does not
        reader.rows(
            f"select 1 from {reader.table(oltp_database(environment), 'encounters')} limit 1"
        )
    if target is None:
        with tempfile.TemporaryDirectory(prefix="hospital_answers_") as folder:
            _reuse_parsed_project(Path(folder))
            return check_answers(engine, environment, Path(folder))
    analyses = compile_analyses(engine, environment, target)
    return compare_answers(engine, environment, analyses, read_marts(target))


def compare_answers(
    engine: Engine,
    environment: Mapping[str, str],
    analyses: Mapping[str, str],
    marts: Sequence[Mart],
) -> Check:
    """The same with the analyses' SQL by name, and the marts, already known.

    Raises:
        NotBuiltError: the OLTP tables or the star are missing.
    """
    by_name = {mart.name: mart for mart in marts}
    variables = read_variables()
    with open_reader(engine, environment) as reader:
        oracle = answer_questions(
            read_tables(reader, staging_schema(environment)),
            variables.as_of_date,
            variables.readmission_window_days,
        )
        results = [
            result
            for question, answer in oracle.items()
            for result in _judged(reader, by_name[question], answer, analyses)
        ]
        return Check(results, count_findings(reader, by_name["readmission_waterfall"].schema))


def read_tables(reader: Reader, schema: str) -> Tables:
    """What the oracle reads of staging, by the names of the OLTP tables and columns."""
    return {
        table: [
            dict(zip(columns, row, strict=True))
            for row in reader.rows(
                f"select {', '.join(_STAGED.get(column, column) for column in columns)} "
                f"from {reader.table(schema, f'stg_oltp__{table}')}"
            )
        ]
        for table, columns in COLUMNS.items()
    }


def compare_cells(mart: Mart, way: str, expected: Cells, actual: Cells) -> WayResult:
    """Counts the cells in which two answers differ; a row that only one has differs in all."""
    columns = list(mart.types)
    differing, first = 0, None
    for key in sorted(expected.keys() | actual.keys()):
        here, there = actual.get(key), expected.get(key)
        if here == there:
            continue
        if here is None or there is None:
            differing += len(columns)
            what = "the row is missing" if here is None else "the row should not be there"
        else:
            wrong = [
                f"{column} is {cell}, by the oracle {right}"
                for column, cell, right in zip(columns, here, there, strict=True)
                if cell != right
            ]
            differing += len(wrong)
            what = wrong[0]
        if first is None:
            first = f"{mart.name} by {way}, {named_key(mart, key)}: {what}"
    return WayResult(mart.name, way, len(actual), differing, first)


def named_key(mart: Mart, key: Key) -> str:
    """A primary key as people read it."""
    return ", ".join(f"{name} {value}" for name, value in zip(mart.key, key, strict=True))


def _judged(
    reader: Reader, mart: Mart, answer: Answer, analyses: Mapping[str, str]
) -> Iterator[WayResult]:
    """The results for one question, the oracle's own first."""
    columns = list(mart.types)
    oracle_rows = [tuple(row[column] for column in columns) for row in answer]
    expected = _cells(mart, columns, oracle_rows)
    top = _cells(mart, columns, _top(columns, oracle_rows))
    yield WayResult(mart.name, ORACLE, len(expected), 0, None)
    for way, suffix in ANALYSES.items():
        statement = analyses.get(mart.name + suffix)
        if statement is not None:  # the waterfall has none
            yield compare_cells(mart, way, top, _cells(mart, *reader.query(statement)))
    statement = f"select * from {reader.table(mart.schema, mart.name)}"
    yield compare_cells(mart, MART, expected, _cells(mart, *reader.query(statement)))


def _top(columns: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    if _TOP_COLUMN not in columns:
        return list(rows)
    position = columns.index(_TOP_COLUMN)
    return [row for row in rows if row[position] <= _TOP_RANK]


def _cells(mart: Mart, columns: Sequence[str], rows: Any) -> Cells:
    try:
        return canonical_rows(columns, rows, mart.types, mart.key)
    except ValueError as error:
        raise DbtError(f"an answer to {mart.name} does not fit its contract: {error}") from error


def _reuse_parsed_project(target: Path) -> None:
    """Spares dbt from parsing the project again where a build has left its result."""
    parsed = project_folder() / "target" / "partial_parse.msgpack"
    if parsed.exists():
        shutil.copy(parsed, target)
