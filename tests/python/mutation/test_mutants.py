"""The mutants of the project as they are, and files that cannot be used."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from hospital.config import project_folder
from hospital.errors import MutantError
from hospital.mutation.mutants import mutant_folder, planted, read_mutants

MUTANT = """
- name: sign
  fault: a sum where a difference is due
  file: model.sql
  search: a - b
  replace: a + b
"""


def folder_of(tmp_path: Path, mutants: str, model: str = "select a - b") -> Path:
    (tmp_path / "mutants").mkdir()
    (tmp_path / "mutants" / "some.yml").write_text(mutants)
    (tmp_path / "model.sql").write_text(model)
    return tmp_path / "mutants"


def test_every_mutant_can_be_planted_and_there_are_many_of_each_kind() -> None:
    mutants = read_mutants(mutant_folder(), project_folder())
    faults = [mutant for mutant in mutants if not mutant.equivalent]
    kinds = Counter(mutant.file.split("/")[0] for mutant in faults)
    assert len(faults) >= 40
    assert min(kinds["models"], kinds["macros"], kinds["scripts"]) >= 5
    assert all(
        (project_folder() / test.split("::")[0]).exists() for m in mutants for test in m.tests
    )


def test_a_mutant_is_planted_and_taken_out_again(tmp_path: Path) -> None:
    (mutant,) = read_mutants(folder_of(tmp_path, MUTANT), tmp_path)
    with planted(mutant, tmp_path):
        assert (tmp_path / "model.sql").read_text() == "select a + b"
    assert (tmp_path / "model.sql").read_text() == "select a - b"


@pytest.mark.parametrize(
    ("mutants", "model", "message"),
    [
        (MUTANT, "select a - c", "occurs 0 times in model.sql"),
        (MUTANT, "select a - b, a - b", "occurs 2 times in model.sql"),
        (MUTANT.replace("a + b", "a - b"), "select a - b", "changes nothing"),
        (MUTANT.replace("model.sql", "modal.sql"), "select a - b", "modal.sql cannot be read"),
        (MUTANT + MUTANT, "select a - b", "two mutants are called 'sign'"),
        (MUTANT.replace("fault", "faults"), "select a - b", "a mutant has no 'faults'"),
        (MUTANT.replace("  search: a - b\n", ""), "select a - b", "sign needs text as 'search'"),
        ("name: sign", "select a - b", "must hold a list of mutants"),
        ("- [", "select a - b", "some.yml cannot be read"),
    ],
)
def test_a_mutant_that_cannot_be_planted_is_named(
    tmp_path: Path, mutants: str, model: str, message: str
) -> None:
    with pytest.raises(MutantError, match=message.replace(".", r"\.")):
        read_mutants(folder_of(tmp_path, mutants, model), tmp_path)


def test_a_folder_without_mutants(tmp_path: Path) -> None:
    with pytest.raises(MutantError, match="there is no mutant"):
        read_mutants(tmp_path, tmp_path)
