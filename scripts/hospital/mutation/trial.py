"""One mutant on trial: the tests in the order in which they are cheapest, until one kills it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from hospital.errors import MutantError
from hospital.mutation.forked import Outcome
from hospital.mutation.mutants import Mutant, planted
from hospital.mutation.stage import Stage

_NOT_UNIT = ("--exclude-resource-type", "unit_test")
_KINDS_OF_SQL = ("models", "macros")


class Kind(StrEnum):
    """The kinds of tests, in the order in which they are asked."""

    UNIT = "unit test"
    LITERAL = "literal case"
    BUILD = "build"
    SCENARIO = "scenario"
    DATA = "data test"
    PYTEST = "pytest"


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: the kind of test that killed it and their names; None if none."""

    mutant: Mutant
    killed_by: Kind | None
    killers: Sequence[str]
    seconds: float


def judge(mutant: Mutant, stage: Stage) -> Verdict:
    """Plants the mutant and asks the tests.

    Of a model: its own unit tests, then everything from it on is built, then the scenarios, then
    the data tests. Of a macro: the literal cases, then the same. Of Python: the named tests.

    Raises:
        MutantError: the mutant cannot be planted, or what tests it cannot be run.
    """
    began = time.monotonic()
    stage.renew()
    with planted(mutant, stage.project):
        killed_by, killers = _judged(mutant, stage)
    return Verdict(mutant, killed_by, killers, time.monotonic() - began)


def _judged(mutant: Mutant, stage: Stage) -> tuple[Kind | None, Sequence[str]]:
    for kind, ask in _questions(mutant, stage):
        outcome = ask()
        if not outcome.succeeded:
            if outcome.failed:
                return kind, outcome.failed
            if kind is Kind.PYTEST:
                raise MutantError(f"{mutant.name}: its tests cannot run: {outcome.last_lines}")
            return Kind.BUILD, ["dbt cannot read the project"]
    return None, []


def _questions(mutant: Mutant, stage: Stage) -> Sequence[tuple[Kind, Callable[[], Outcome]]]:
    path = PurePosixPath(mutant.file)
    if mutant.tests:
        return [(Kind.PYTEST, lambda: stage.pytest(mutant.tests))]
    if path.parts[0] not in _KINDS_OF_SQL:
        raise MutantError(f"{mutant.name}: name the tests that {mutant.file} is tested by")
    of_model = path.parts[0] == "models"
    selected = ["--select", f"{path.stem}+"] if of_model else []
    own = f"{path.stem},test_type:unit" if of_model else "path:tests/macros"
    return [
        (Kind.UNIT if of_model else Kind.LITERAL, lambda: stage.dbt(["test", "--select", own])),
        (Kind.BUILD, lambda: stage.dbt(["run", "--full-refresh", *selected])),
        (Kind.SCENARIO, lambda: _scenarios(stage)),
        (Kind.DATA, lambda: stage.dbt(["test", *_NOT_UNIT, "--exclude", "path:tests/macros"])),
    ]


def _scenarios(stage: Stage) -> Outcome:
    failed = stage.failed_scenarios()
    return Outcome(not failed, failed, "")
