"""The benchmark of the four questions, on a star of a few patients: no time is judged."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from hospital.benchmarks.questions.contestants import CONTESTANTS, OLTP, QUESTIONS, STAR
from hospital.benchmarks.questions.figures import fact
from hospital.benchmarks.questions.measure import Runs
from hospital.benchmarks.questions.place import Place
from hospital.benchmarks.questions.run import measured, write
from hospital.errors import DifferenceFoundError
from hospital.report.sources import read_benchmark
from hospital.verification.compare import BuiltStar

from .conftest import execute
from .test_answers import Analyses, analyses

__all__ = ["analyses"]  # a fixture


def place_of(star: BuiltStar, folder: Path) -> Place:
    return Place(star.engine, folder, star.environment, None)


def test_every_run_is_kept_as_the_report_reads_it_and_each_query_described(
    star: BuiltStar, analyses: Analyses, tmp_path: Path
) -> None:
    content = measured(place_of(star, tmp_path), analyses, star.marts, Runs(2, 3, 60))
    file = write(content, tmp_path / "data")
    assert file.name == f"questions_duckdb_{content['encounter_count']}.json"
    assert read_benchmark(tmp_path / "data") is not None
    runs = json.loads(file.read_text())["runs"]
    counted = Counter((run["question"], run["contestant"], run["is_warm"]) for run in runs)
    assert counted == {
        (question, contestant, is_warm): 3 if is_warm else 2
        for question in QUESTIONS.values()
        for contestant in CONTESTANTS
        for is_warm in (False, True)
    }
    assert all(run["seconds"] > 0 for run in runs)
    assert set(content["answer_rows"]) == set(QUESTIONS.values())
    assert all(content["answer_rows"].values())
    for query in content["queries"]:
        assert query["rows_examined"] > 0
        assert query["plan"].strip()
    revenue = "monthly_revenue_by_specialty"
    # encounters twice, with providers, their versions, claims and specialties
    assert fact(content, revenue, OLTP)["table_count"] == 6
    assert fact(content, revenue, STAR)["table_count"] == 2
    assert fact(content, revenue, STAR)["rows_examined"] >= content["encounter_count"]


def test_nothing_is_timed_where_the_answers_differ(
    star: BuiltStar, analyses: Analyses, tmp_path: Path
) -> None:
    execute(
        star,
        "update healthcare_olap.monthly_revenue_by_specialty set denied_amount = denied_amount + 1 "
        "where specialty_key = (select min(specialty_key) "
        "from healthcare_olap.monthly_revenue_by_specialty)",
    )
    with pytest.raises(DifferenceFoundError, match="star_aggregated and oltp answer monthly_rev"):
        measured(place_of(star, tmp_path), analyses, star.marts, Runs(1, 1, 60))
