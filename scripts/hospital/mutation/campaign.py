"""All mutants, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from hospital.config import project_folder
from hospital.errors import MutantError
from hospital.mutation.mutants import mutant_folder, read_mutants
from hospital.mutation.stage import Stage, prepared_stage
from hospital.mutation.trial import Kind, Verdict, judge, judge_by_unit_tests
from hospital.verification.scratch import scratch_folder


def run_campaign(
    only: Collection[str], environment: Mapping[str, str], report: Callable[[str], None]
) -> Sequence[Verdict]:
    """Judges the mutants named, or all; `report` gets a line for people after each.

    Raises:
        MutantError: a mutant cannot be planted, there is none of a name, or a test fails without.
    """
    mutants = read_mutants(mutant_folder(), project_folder())
    for name in only:
        if name not in {mutant.name for mutant in mutants}:
            raise MutantError(f"there is no mutant '{name}' in {mutant_folder()}")
    chosen = [mutant for mutant in mutants if not only or mutant.name in only]
    with scratch_folder() as folder:
        stage = prepared_stage(folder, environment)
        report("mutants of models before their unit tests")
        by_unit_tests = judge_by_unit_tests(chosen, stage)
        report(f"{len(by_unit_tests)} of {len(chosen)} killed by unit tests")
        verdicts: list[Verdict] = []
        for mutant in chosen:
            verdict = by_unit_tests.get(mutant.name) or judge(mutant, stage)
            verdicts.append(verdict)
            end = f"killed by a {verdict.killed_by}" if verdict.killed_by else "survives"
            report(
                f"{len(verdicts)} of {len(chosen)}: {mutant.name} {end}, {verdict.seconds:.0f} s"
            )
        report("asking the tests that killed once more, without a mutant")
        _confirm(verdicts, stage)
    return verdicts


def _confirm(verdicts: Sequence[Verdict], stage: Stage) -> None:
    """A test that fails on the sound project kills nothing.

    Raises:
        MutantError: there is such a test.
    """
    # Scenarios and the build itself were sound when the warehouse was built.
    by_dbt = _killers(verdicts, {Kind.UNIT, Kind.LITERAL, Kind.DATA})
    by_pytest = _killers(verdicts, {Kind.PYTEST})
    outcomes = []
    if by_dbt:
        stage.renew()
        outcomes.append(stage.dbt(["test", "--select", *by_dbt]))
    if by_pytest:
        outcomes.append(stage.pytest(by_pytest))
    for outcome in outcomes:
        if not outcome.succeeded:
            failed = ", ".join(outcome.failed) or outcome.last_lines
            raise MutantError(f"without any mutant there fails: {failed}")


def _killers(verdicts: Sequence[Verdict], kinds: set[Kind]) -> list[str]:
    found = {name for verdict in verdicts if verdict.killed_by in kinds for name in verdict.killers}
    return sorted(found)
