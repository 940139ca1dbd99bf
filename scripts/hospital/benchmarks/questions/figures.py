"""Figures out of the raw runs: medians, spreads, ratios, growth, break-even, and the goals."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hospital.benchmarks.questions.contestants import (
    AGGREGATED,
    INDEXED,
    OLTP,
    QUESTIONS,
    STAR,
)

Size = Mapping[str, Any]
GOAL_ENCOUNTERS = 300_000
BUILD_ENCOUNTERS = 1_000_000
BUILD_GOAL = 1.3
# How many times as fast as the OLTP tables as given, warm, by the question's number.
STAR_GOALS = {1: 5, 2: 6, 3: 5, 4: 15}
AGGREGATED_GOALS = {1: 100, 2: 1000, 3: 100, 4: 100}


@dataclass(frozen=True)
class Spread:
    """The times of one query in seconds: median, and the quartiles around it."""

    median: float
    lower: float
    upper: float
    runs: int


@dataclass(frozen=True)
class Goal:
    """What was asked for, what was measured, and whether that is enough."""

    what: str
    asked: str
    measured: str
    is_met: bool


def spread(size: Size, question: str, contestant: str, *, warm: bool) -> Spread:
    """The median and quartiles of the runs of one query."""
    seconds = [
        float(run["seconds"])
        for run in size["runs"]
        if run["question"] == question
        and run["contestant"] == contestant
        and run["is_warm"] == warm
    ]
    if len(seconds) == 1:
        return Spread(seconds[0], seconds[0], seconds[0], 1)
    lower, median, upper = statistics.quantiles(seconds, n=4, method="inclusive")
    return Spread(median, lower, upper, len(seconds))


def times_faster(size: Size, question: str, contestant: str, *, than: str = OLTP) -> float:
    """Ratio of the warm medians: above 1 the contestant is the faster one."""
    slow = spread(size, question, than, warm=True).median
    return slow / spread(size, question, contestant, warm=True).median


def fact(size: Size, question: str, contestant: str) -> Mapping[str, Any]:
    """What the file tells of one query besides its runs."""
    return next(
        query
        for query in size["queries"]
        if query["question"] == question and query["contestant"] == contestant
    )


def growth(sizes: Sequence[Size], question: str, contestant: str) -> float | None:
    """The exponent b of time = a · encounters^b, fitted to the warm medians; 1 is linear.

    Least squares on the logarithms; None with fewer than two sizes.
    """
    if len(sizes) < 2:
        return None
    x = [math.log(size["encounter_count"]) for size in sizes]
    y = [math.log(spread(size, question, contestant, warm=True).median) for size in sizes]
    return statistics.linear_regression(x, y).slope


def break_even(size: Size, contestant: str, seconds: float) -> float:
    """After how many rounds of the four questions the star has paid for so many seconds.

    Infinite where a round costs no less than on the OLTP tables as given.
    """
    saved = sum(
        spread(size, question, OLTP, warm=True).median
        - spread(size, question, contestant, warm=True).median
        for question in QUESTIONS.values()
    )
    return seconds / saved if saved > 0 else math.inf


def nearest(sizes: Sequence[Size], encounters: int) -> Size:
    """The size that is closest to so many encounters."""
    return min(sizes, key=lambda size: abs(math.log(size["encounter_count"] / encounters)))


def goals(sizes: Sequence[Size]) -> list[Goal]:
    """Every goal of speed, at the size nearest to the one that it is set for."""
    size = nearest(sizes, GOAL_ENCOUNTERS)
    found = []
    for contestant, asked in ((STAR, STAR_GOALS), (AGGREGATED, AGGREGATED_GOALS)):
        for number, question in QUESTIONS.items():
            ratio = times_faster(size, question, contestant)
            found.append(
                Goal(
                    f"question {number}, {_NAMES[contestant]}, against the OLTP as given",
                    f"at least {asked[number]:,} x",
                    f"{ratio:,.1f} x",
                    ratio >= asked[number],
                )
            )
    for contestant in (STAR, AGGREGATED):
        for number, question in QUESTIONS.items():
            ratio = times_faster(size, question, contestant, than=INDEXED)
            found.append(
                Goal(
                    f"question {number}, {_NAMES[contestant]}, against the OLTP well indexed",
                    "not slower",
                    f"{ratio:,.1f} x",
                    ratio >= 1,
                )
            )
    return [*found, *_build_goal(sizes)]


def _build_goal(sizes: Sequence[Size]) -> list[Goal]:
    with_cost = [size for size in sizes if "pairs" in size["build"]]
    if not with_cost:
        return []
    size = nearest(with_cost, BUILD_ENCOUNTERS)
    ratio = statistics.median(build_ratios(size))
    return [
        Goal(
            f"full build against SQL by hand at {size['encounter_count']:,} encounters",
            f"at most {BUILD_GOAL} x",
            f"{ratio:.2f} x",
            ratio <= BUILD_GOAL,
        )
    ]


def build_ratios(size: Size) -> list[float]:
    """Model time of a full build over the time of the same by hand just after it, each time."""
    return [
        float(pair["model_seconds"]) / float(pair["by_hand_seconds"])
        for pair in size["build"]["pairs"]
    ]


_NAMES = {STAR: "the star", AGGREGATED: "the star with aggregates"}
