"""The matrix and its sums, from verdicts made by hand."""

from __future__ import annotations

from pathlib import Path

from hospital.mutation.matrix import caught_share, matrix, unforeseen
from hospital.mutation.mutants import Mutant
from hospital.mutation.page import write_page
from hospital.mutation.trial import Kind, Verdict


def verdict(name: str, killed_by: Kind | None, *killers: str, equivalent: str = "") -> Verdict:
    mutant = Mutant(name, f"the fault of {name}", "models/m.sql", "a", "b", (), equivalent)
    return Verdict(mutant, killed_by, killers, 1.0)


CAUGHT = verdict("caught", Kind.UNIT, "a_unit_test")
BY_FIVE = verdict("by_five", Kind.PYTEST, *(f"tests/test_x.py::test_{n}" for n in range(5)))
MISSED = verdict("missed", None)
EQUIVALENT = verdict("equivalent", None, equivalent="it says the same")


def test_equivalent_mutants_are_no_faults() -> None:
    assert caught_share([CAUGHT, BY_FIVE, EQUIVALENT]) == 1.0
    assert caught_share([CAUGHT, BY_FIVE, MISSED, EQUIVALENT]) == 2 / 3


def test_a_killed_mutant_that_should_change_nothing_is_told() -> None:
    killed = verdict("said_so", Kind.UNIT, "a_unit_test", equivalent="it says the same")
    assert unforeseen([CAUGHT, MISSED, EQUIVALENT, killed]) == [killed]


def test_the_matrix_names_killers_and_survivors() -> None:
    text = matrix([CAUGHT, BY_FIVE, MISSED, EQUIVALENT])
    assert "2 of 3 faults are caught (66.7%" in text
    assert "1 by a unit test, 1 by a pytest." in text
    assert (
        "| `caught` | `models/m.sql` | the fault of caught | ✗ |  |  |  |  |  | `a_unit_test` |"
        in text
    )
    assert "`test_0`, `test_1`, `test_2` and 2 more |" in text
    assert "- `missed`: a fault that no test finds" in text
    assert "- `equivalent`: it says the same" in text


def test_the_page_keeps_what_stands_above_the_matrix(tmp_path: Path) -> None:
    page = tmp_path / "mutation.md"
    page.write_text("# Heading\n\n")
    for verdicts in ([MISSED], [CAUGHT]):
        write_page(page, matrix(verdicts))
    text = page.read_text()
    assert text.startswith("# Heading\n")
    assert text.count("faults are caught") == 1
    assert "`a_unit_test`" in text
    assert "missed" not in text
