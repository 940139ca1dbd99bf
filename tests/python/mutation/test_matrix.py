"""The matrix and its sums, from verdicts made by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from hospital.mutation.matrix import caught_share, matrix, rows_of, unforeseen
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
    assert caught_share([EQUIVALENT]) == 1.0
    assert caught_share([CAUGHT, BY_FIVE, MISSED, EQUIVALENT]) == pytest.approx(2 / 3)


def test_a_killed_mutant_that_should_change_nothing_is_told() -> None:
    killed = verdict("said_so", Kind.UNIT, "a_unit_test", equivalent="it says the same")
    assert unforeseen([CAUGHT, MISSED, EQUIVALENT, killed]) == [killed]


def test_the_matrix_names_killers_and_survivors() -> None:
    verdicts = [CAUGHT, BY_FIVE, MISSED, EQUIVALENT]
    text = matrix(rows_of(verdicts), [verdict.mutant for verdict in verdicts])
    assert "2 of 3 faults are caught (66.7%" in text
    assert "1 by a unit test, 1 by a pytest." in text
    assert "| the fault of caught | ✗ |   |   |   |   |   | `a_unit_test` |" in text
    assert "`test_0`, `test_1`, `test_2` and 2 more |" in text
    assert "- `missed`: a fault that no test finds" in text
    assert "- `equivalent`: it says the same" in text


def test_the_page_keeps_its_heading_and_the_rows_of_mutants_not_judged(tmp_path: Path) -> None:
    page = tmp_path / "mutation.md"
    page.write_text("# Heading\n\n")
    mutants = [verdict.mutant for verdict in (CAUGHT, BY_FIVE, EQUIVALENT)]
    write_page(page, [MISSED, BY_FIVE], [*mutants, MISSED.mutant])
    assert "1 of 2 faults are caught (50.0%" in page.read_text()
    write_page(page, [CAUGHT, EQUIVALENT], mutants)
    text = page.read_text()
    assert text.startswith("# Heading\n")
    assert text.count("faults are caught") == 1
    assert "2 of 2 faults are caught (100.0%" in text
    assert "1 by a unit test, 1 by a pytest." in text
    assert "missed" not in text
    assert "- `equivalent`: it says the same" in text
