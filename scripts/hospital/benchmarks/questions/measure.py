"""The duel itself: equal answers first, then cold and warm runs, every one of them kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from hospital.benchmarks.questions.contestants import CONTESTANTS, QUESTIONS
from hospital.benchmarks.questions.session import Session, open_session, tables_and_joins
from hospital.config import Engine
from hospital.errors import DifferenceFoundError
from hospital.verification.checksums import canonical_rows
from hospital.verification.dbt_project import Mart

Statements = Mapping[tuple[str, str], str]
_LEAST_RUNS = 3


@dataclass(frozen=True)
class Runs:
    """How often each query runs, cold and warm.

    `longest` is a limit in seconds: once the runs of one query of one contestant together have
    taken longer, no further one starts, but never fewer than three are made.
    """

    cold: int
    warm: int
    longest: float

    def goes_on(self, taken: Sequence[float], wanted: int) -> bool:
        """Whether another run is to be made after those."""
        return len(taken) < wanted and (len(taken) < _LEAST_RUNS or sum(taken) < self.longest)


@dataclass(frozen=True)
class Run:
    """One run of one query; the fields that docs/benchmarks/README.md describes."""

    question: str
    contestant: str
    is_warm: bool
    seconds: float


def assert_equal_answers(
    session: Session, statements: Statements, marts: Mapping[str, Mart]
) -> dict[str, int]:
    """How many rows each answer has, after all contestants gave the same cells.

    Raises:
        DifferenceFoundError: two contestants differ; names the question and the contestants.
    """
    counts = {}
    for question in QUESTIONS.values():
        mart = marts[question]
        first = None
        for contestant in CONTESTANTS:
            names, rows = session.query(statements[question, contestant])
            cells = canonical_rows(names, rows, mart.types, mart.key)
            if first is not None and cells != first:
                differing = sum(cells.get(key) != row for key, row in first.items())
                raise DifferenceFoundError(
                    f"{contestant} and {CONTESTANTS[0]} answer {question} differently: "
                    f"{differing} of {len(first)} rows; nothing was timed"
                )
            first = cells
        counts[question] = len(first or ())
    return counts


def warm_runs(
    session: Session, statements: Statements, runs: Runs
) -> tuple[list[dict[str, Any]], list[Run]]:
    """Per query its SQL, tables, joins, rows examined and plan; and its warm runs.

    The run that shows the plan comes right before them, unmeasured: it warms what they read.
    """
    facts: list[dict[str, Any]] = []
    made: list[Run] = []
    for (question, contestant), statement in statements.items():
        examined, plan = session.examined_with_plan(statement)
        tables, joins = tables_and_joins(statement)
        facts.append(
            {
                "question": question,
                "contestant": contestant,
                "sql": statement,
                "table_count": tables,
                "join_count": joins,
                "rows_examined": examined,
                "plan": plan,
            }
        )
        taken: list[float] = []
        while runs.goes_on(taken, runs.warm):
            taken.append(session.seconds(statement))
        made.extend(Run(question, contestant, True, seconds) for seconds in taken)
        _tell(question, contestant, "warm", taken)
    return facts, made


def cold_runs(
    engine: Engine,
    environment: Callable[[], Mapping[str, str]],
    cool: Callable[[], None],
    statements: Statements,
    runs: Runs,
) -> Iterator[Run]:
    """One run of each contestant after every cooling, each question by itself.

    No two contestants read the same table of any size, so that one cooling serves all four; who
    begins changes from round to round.
    """
    for question in QUESTIONS.values():
        taken: dict[str, list[float]] = {contestant: [] for contestant in CONTESTANTS}
        for round_number in range(runs.cold):
            turns = [
                CONTESTANTS[(round_number + place) % len(CONTESTANTS)]
                for place in range(len(CONTESTANTS))
            ]
            cool()
            with open_session(engine, environment()) as session:
                for contestant in turns:
                    if runs.goes_on(taken[contestant], runs.cold):
                        seconds = session.seconds(statements[question, contestant])
                        taken[contestant].append(seconds)
                        yield Run(question, contestant, False, seconds)
        for contestant, times in taken.items():
            _tell(question, contestant, "cold", times)


def as_data(runs: Sequence[Run]) -> list[dict[str, Any]]:
    """The runs as the file keeps them."""
    return [asdict(run) for run in runs]


def _tell(question: str, contestant: str, kind: str, taken: Sequence[float]) -> None:
    middle = sorted(taken)[len(taken) // 2] if taken else 0.0
    print(
        f"{question} {contestant} {kind}: {middle:.4f} s, {len(taken)} runs",
        file=sys.stderr,
        flush=True,
    )
