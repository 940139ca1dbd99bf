"""Days replayed: what increments make of a living hospital, against full refreshes.

The hospital lives on day by day. After each day one warehouse loads what changed, another one
takes everything anew, and every mart of both must be the same, row for row. Spark's hospital lives
in DuckDB, since files cannot change by the row, and each day is exported to the lake.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hospital.advancing.advance import Hospital, advance
from hospital.config import Engine, GenerateConfig
from hospital.errors import DifferenceFoundError
from hospital.exporting import export
from hospital.generation import generate
from hospital.sinks import sink_for
from hospital.verification.compare import BuiltStar, digests, first_difference
from hospital.verification.dbt_project import read_marts
from hospital.verification.dbt_runs import DbtRuns
from hospital.verification.run_log import check_row_counts
from hospital.verification.scratch import running_servers, scratch_databases, scratch_folder

KEPT_HISTORY = "audit"  # tells what each load published; a full refresh has but one to tell
_RUN = ("run",)


class Kind(StrEnum):
    """What happens on a replayed day."""

    PLAIN = "plain"
    TWICE = "the same batch twice"
    SKIPPED = "skipped"
    KILLED = "killed half-way and started again"


@dataclass(frozen=True)
class Day:
    """One replayed day; None where there was no increment to compare."""

    day: date
    kind: Kind
    increment_seconds: float | None
    refresh_seconds: float | None


def kind_of(number: int, days: int) -> Kind:
    """What happens on the `number`-th of so many days, from 1 on; the last is never skipped."""
    if number % 4 == 2 and number < days:
        return Kind.SKIPPED
    return {3: Kind.TWICE, 0: Kind.KILLED}.get(number % 5, Kind.PLAIN)


def replay(
    engine: Engine, config: GenerateConfig, days: int, report: Callable[[str], None]
) -> Sequence[Day]:
    """Lives on for so many days after `config.as_of`, in scratch databases.

    All data tests run on the warehouse of the increments at the end.

    Raises:
        DifferenceFoundError: after a day the two warehouses differ in a row, or the run log of one
            has another number of rows for a table.
        DbtError: a run or a test failed.
        HospitalError: the data could not be loaded or advanced.
    """
    horizon = config.as_of + timedelta(days=days)
    done: list[Day] = []
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_folder())
        servers = stack.enter_context(running_servers([engine]))
        environment = stack.enter_context(scratch_databases(engine, servers.get(engine), folder))
        name = environment["OLAP_DATABASE"].removesuffix("_olap")
        refreshed_environment = {**environment, "OLAP_DATABASE": f"{name}_full"}
        at_home = Engine.DUCKDB if engine is Engine.SPARK else engine
        sink = sink_for(at_home, environment)
        generate(config, sink, replace=False)
        _show(engine, at_home, environment)
        increments = DbtRuns(engine, environment, folder / "increments")
        refreshes = DbtRuns(engine, refreshed_environment, folder / "refreshes")
        for runs in (increments, refreshes):
            runs.run(["build", "--exclude-resource-type", "test", "unit_test"])
        hospital = Hospital(horizon)
        for number in range(1, days + 1):
            day, kind = config.as_of + timedelta(days=number), kind_of(number, days)
            advance(sink, day, hospital)
            _show(engine, at_home, environment)
            if kind is Kind.SKIPPED:
                done.append(Day(day, kind, None, None))
                continue
            increment_seconds = _timed(lambda: _increment(increments, kind, number))  # noqa: B023
            refresh_seconds = _timed(lambda: refreshes.run([*_RUN, "--full-refresh"]))
            _compare(engine, increments, refreshes, f"after {day} ({kind})")
            report(f"{engine}, seed {config.seed}, {day}: {kind}, equal")
            done.append(Day(day, kind, increment_seconds, refresh_seconds))
        report(f"{engine}, seed {config.seed}: every test of the warehouse")
        increments.run(["test", "--exclude-resource-type", "unit_test"])
    return done


def _show(engine: Engine, at_home: Engine, environment: Mapping[str, str]) -> None:
    """Shows the engine the hospital as it is now, where it lives elsewhere."""
    if engine is not at_home:
        export(at_home, replace=True, environment=environment)


def _increment(increments: DbtRuns, kind: Kind, number: int) -> None:
    if kind is Kind.KILLED:
        # Later and later, so that every part of a load is cut off once.
        increments.run_killed(_RUN, after=30 + number % 55)
    increments.run(_RUN)
    if kind is Kind.TWICE:
        increments.run(_RUN)


def _compare(engine: Engine, increments: DbtRuns, refreshes: DbtRuns, when: str) -> None:
    stars = [
        BuiltStar(
            engine,
            runs.environment,
            [mart for mart in read_marts(runs.target) if mart.layer != KEPT_HISTORY],
        )
        for runs in (increments, refreshes)
    ]
    read = [digests(star) for star in stars]
    difference = first_difference(stars, read)
    if difference:
        raise DifferenceFoundError(
            f"{when} the increments (named first) are not what a full refresh makes: {difference}"
        )
    for star, tables in zip(stars, read, strict=True):
        rows = {name: len(table.rows) for name, table in tables.items()}
        check_row_counts(engine, star.environment, rows)


def _timed(action: Callable[[], None]) -> float:
    began = time.monotonic()
    action()
    return time.monotonic() - began
