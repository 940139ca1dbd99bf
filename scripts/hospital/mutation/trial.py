"""One mutant on trial: the tests in the order in which they are cheapest, until one kills it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from hospital.errors import MutantError
from hospital.mutation.mutants import Mutant, planted
from hospital.mutation.runs import Outcome
from hospital.mutation.stage import Stage

_DATA_TESTS = ("--exclude-resource-type", "unit_test", "--exclude", "path:tests/macros")
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


def judge_by_unit_tests(mutants: Sequence[Mutant], stage: Stage) -> dict[str, Verdict]:
    """The verdicts on mutants of models that a unit test of their own model kills, by name.

    A unit test reads rows that it gives itself and the one model that it is of. So a mutant in each
    of several models is as good as one at a time, and costs one run of dbt.

    Raises:
        MutantError: a mutant cannot be planted.
    """
    verdicts: dict[str, Verdict] = {}
    for together in _one_of_each_file([mutant for mutant in mutants if _is_of_a_model(mutant)]):
        began = time.monotonic()
        stage.renew()
        with ExitStack() as stack:
            for mutant in together:
                stack.enter_context(planted(mutant, stage.project))
            models = [f"{_stem(mutant)},test_type:unit" for mutant in together]
            outcome = stage.dbt(["test", "--select", *models])
        seconds = (time.monotonic() - began) / len(together)
        for mutant in together:
            killers = [name for name in outcome.failed if name in stage.unit_tests(_stem(mutant))]
            if killers:
                verdicts[mutant.name] = Verdict(mutant, Kind.UNIT, killers, seconds)
    return verdicts


def judge(mutant: Mutant, stage: Stage) -> Verdict:
    """Plants a mutant, which no unit test kills, and asks the other tests.

    Of a macro: the literal cases. Of any SQL: what depends on it is built, then the scenarios are
    asked, then the data tests. Of whatever names its tests: these.

    Raises:
        MutantError: the mutant cannot be planted, or what tests it cannot be run.
    """
    began = time.monotonic()
    if not mutant.tests:
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
    if mutant.tests:
        return [(Kind.PYTEST, lambda: stage.pytest(mutant.tests))]
    if mutant.file.split("/")[0] not in _KINDS_OF_SQL:
        raise MutantError(f"{mutant.name}: name the tests that {mutant.file} is tested by")
    questions: list[tuple[Kind, Callable[[], Outcome]]] = []
    selected: list[str] = []
    if _is_of_a_model(mutant):
        selected = ["--select", f"{_stem(mutant)}+"]
    elif cases := stage.literal_cases(_stem(mutant)):
        questions.append((Kind.LITERAL, lambda: stage.dbt(["test", "--select", *cases])))
    return [
        *questions,
        (Kind.BUILD, lambda: stage.dbt(["run", "--full-refresh", *selected])),
        (Kind.SCENARIO, lambda: _scenarios(stage)),
        (Kind.DATA, lambda: stage.dbt(["test", *_DATA_TESTS, *selected])),
    ]


def _scenarios(stage: Stage) -> Outcome:
    failed = stage.failed_scenarios()
    return Outcome(not failed, failed, "")


def _one_of_each_file(mutants: Sequence[Mutant]) -> Iterator[Sequence[Mutant]]:
    left = list(mutants)
    while left:
        together = list({mutant.file: mutant for mutant in reversed(left)}.values())
        left = [mutant for mutant in left if mutant not in together]
        yield together


def _is_of_a_model(mutant: Mutant) -> bool:
    return mutant.file.startswith("models/") and not mutant.tests


def _stem(mutant: Mutant) -> str:
    return PurePosixPath(mutant.file).stem
