"""The page that shows the matrix: what stands above it stays."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hospital.mutation.matrix import matrix, rows_in, rows_of
from hospital.mutation.mutants import Mutant
from hospital.mutation.trial import Verdict

_MARK = "<!-- the kill matrix: written by the command above -->\n"


def write_page(path: Path, verdicts: Sequence[Verdict], mutants: Sequence[Mutant]) -> None:
    """Puts the verdicts below the mark; a page without one gets it at its end.

    Mutants that were not judged now keep their rows; rows of mutants that are no more go.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    heading, _, table = text.partition(_MARK)
    rows = {**rows_in(table), **rows_of(verdicts)}
    path.write_text(f"{heading}{_MARK}\n{matrix(rows, mutants)}", encoding="utf-8")
