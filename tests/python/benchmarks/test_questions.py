"""What the benchmark of the questions makes of its raw runs, and that the docs say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from hospital.benchmarks.questions import figures
from hospital.benchmarks.questions.charts import growth_chart
from hospital.benchmarks.questions.contestants import (
    AGGREGATED,
    CONTESTANTS,
    INDEXED,
    OLTP,
    QUESTIONS,
    STAR,
)
from hospital.benchmarks.questions.document import analysis, with_figures
from hospital.benchmarks.questions.losses import losses
from hospital.benchmarks.questions.measure import Runs
from hospital.benchmarks.questions.plans import excerpt
from hospital.benchmarks.questions.run import read
from hospital.benchmarks.questions.words import INDEX_REASONS
from hospital.cli import run
from hospital.config import Engine, project_folder
from hospital.errors import NotBuiltError

DOCS = project_folder() / "docs"


def size(encounters: int, seconds: Mapping[str, float], **build: Any) -> dict[str, Any]:
    """Raw data in which every question takes a contestant as long, three times each."""
    return {
        "encounter_count": encounters,
        "runs": [
            {"question": question, "contestant": contestant, "is_warm": warm, "seconds": time}
            for question in QUESTIONS.values()
            for contestant in CONTESTANTS
            for warm in (False, True)
            for time in (seconds[contestant] * 0.5, seconds[contestant], seconds[contestant] * 3)
        ],
        "build": build,
    }


TIMES = {OLTP: 8.0, INDEXED: 4.0, STAR: 1.0, AGGREGATED: 0.002}


def test_a_time_is_the_median_of_its_runs_with_quartiles() -> None:
    times = figures.spread(size(10, TIMES), QUESTIONS[1], STAR, warm=True)
    assert (times.lower, times.median, times.upper, times.runs) == (0.75, 1.0, 2.0, 3)


def test_growth_is_the_exponent_of_the_power() -> None:
    squared = [
        size(count, TIMES | {STAR: count**2 / 1e4, OLTP: count / 1e3}) for count in (100, 300, 1000)
    ]
    assert figures.growth(squared, QUESTIONS[1], STAR) == pytest.approx(2)
    assert figures.growth(squared, QUESTIONS[1], OLTP) == pytest.approx(1)
    assert figures.growth(squared[:1], QUESTIONS[1], OLTP) is None


def test_a_build_is_paid_by_the_rounds_that_save_as_much() -> None:
    one = size(10, TIMES)
    assert figures.break_even(one, STAR, 280.0) == pytest.approx(280 / (4 * 7))
    assert figures.break_even(size(10, TIMES | {STAR: 9.0}), STAR, 1.0) == float("inf")


def test_goals_are_missed_where_the_ratio_is_too_small() -> None:
    pairs = [{"model_seconds": seconds, "by_hand_seconds": 10.0} for seconds in (14.0, 9.0, 20.0)]
    built = {"full_build": {"model_seconds": 14.0}, "pairs": pairs}
    found = figures.goals([size(300_000, TIMES, **built)])
    missed = [goal.what for goal in found if not goal.is_met]
    assert missed == [
        "question 4, the star, against the OLTP as given",  # 8 times, 15 are asked for
        "full build against SQL by hand at 300,000 encounters",
    ]


def test_a_loss_is_told_as_a_loss() -> None:
    assert list(losses([size(10, TIMES)])) == []
    told = list(losses([size(10, TIMES | {STAR: 5.0})]))
    assert len(told) == len(QUESTIONS) * 2  # cold and warm, against the well indexed tables
    assert told[0] == (
        "question 1 (Monthly encounters by specialty), 10 encounters, cold: star 5.00 s, "
        "OLTP well indexed 4.00 s"
    )


def test_a_plan_is_cut_to_the_steps_that_took_the_time() -> None:
    plan = (
        "-> Sort: a  (cost=1..1 rows=1) (actual time=100..100 rows=1 loops=1)\n"
        "    -> Join  (actual time=1..90 rows=5 loops=1)\n"
        "        -> Lookup  (actual time=0.1..0.5 rows=1 loops=100)\n"
        "        -> Name  (actual time=0.1..0.2 rows=1 loops=10)\n"
    )
    assert [line.strip() for line in excerpt(plan).splitlines()] == [
        "-> Sort: a (actual time=100..100 rows=1 loops=1)",
        "-> Join  (actual time=1..90 rows=5 loops=1)",
        "-> Lookup  (actual time=0.1..0.5 rows=1 loops=100)",
    ]


def test_a_slow_query_still_has_three_runs() -> None:
    runs = Runs(cold=9, warm=9, longest=10)
    assert runs.goes_on([30.0, 30.0], 9)
    assert not runs.goes_on([30.0, 30.0, 30.0], 9)
    assert runs.goes_on([1.0] * 8, 9)
    assert not runs.goes_on([1.0] * 9, 9)


def test_the_docs_are_those_of_the_raw_runs() -> None:
    sizes = read(Engine.MYSQL, DOCS / "benchmarks")
    told = "run 'hospital benchmark analysis --engine mysql'"
    assert (DOCS / "query_analysis.md").read_text() == analysis(sizes), told
    reflection = (DOCS / "reflection.md").read_text()
    assert with_figures(reflection, sizes) == reflection, told
    assert reflection.count("<!-- figures: ") == 3
    for question in QUESTIONS.values():
        chart = (DOCS / "images" / f"benchmark_{question}.svg").read_text()
        assert points(chart), told
        assert points(chart) == points(growth_chart(sizes, question)), told


def points(chart: str) -> list[str]:
    """What a chart tells of each point; where its words stand depends on the machine's fonts."""
    return re.findall(r'aria-label="(encounters: [^"]*)"', chart)


def test_a_folder_without_runs_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError, match="holds no questions_mysql"):
        read(Engine.MYSQL, tmp_path)


def test_options_without_a_subcommand_are_those_of_the_questions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["benchmark", "--engine", "mysql", "--patients", "0"]) == 2
    assert "'--patients': 0 is not in the range" in capsys.readouterr().err


def test_each_index_of_the_fact_and_the_pairs_has_its_reason() -> None:
    core = project_folder() / "models" / "marts" / "core"
    declared = set()
    for name in ("fact_encounters", "bridge_encounter_pair"):
        text = "".join((core / f"{name}.sql").read_text().split())
        lists = text.partition("server_indexes(")[2].partition(")")[0]
        declared |= {columns.replace('"', "") for columns in re.findall(r"\[([^\]]+)\]", lists)}
    assert declared == set(INDEX_REASONS)
