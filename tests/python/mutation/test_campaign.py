"""Three mutants in earnest: one of a model, one of the simulator, and one that changes nothing.

`make mutate` does it with all; the page that it writes has a row for each.
"""

from __future__ import annotations

import os

import pytest

from hospital.config import project_folder
from hospital.errors import MutantError
from hospital.mutation.campaign import run_campaign
from hospital.mutation.mutants import mutant_folder, read_mutants
from hospital.mutation.trial import Kind

CHOSEN = ("revenue_of_every_status", "categories_without_weight_are_picked", "operands_exchanged")


def test_faults_are_caught_and_a_survivor_is_reported() -> None:
    said: list[str] = []
    verdicts = {
        verdict.mutant.name: verdict for verdict in run_campaign(CHOSEN, os.environ, said.append)
    }
    assert verdicts.keys() == set(CHOSEN)
    model, python, equivalent = (verdicts[name] for name in CHOSEN)
    assert model.killed_by is Kind.UNIT
    assert model.killers == ["claims_are_summed_by_encounter_and_status"]
    assert python.killed_by is Kind.PYTEST
    assert python.killers[0].endswith("::test_pick_never_takes_a_category_without_weight")
    assert equivalent.killed_by is None
    assert [line for line in said if "survives" in line]


def test_an_unknown_name() -> None:
    with pytest.raises(MutantError, match="there is no mutant 'nobody'"):
        run_campaign(["nobody"], os.environ, print)


def test_the_page_has_a_row_for_every_mutant() -> None:
    page = (project_folder() / "docs" / "mutation.md").read_text(encoding="utf-8")
    rows = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert rows == {mutant.name for mutant in read_mutants(mutant_folder(), project_folder())}
