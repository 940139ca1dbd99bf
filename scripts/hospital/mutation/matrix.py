"""The kill matrix: every mutant, the fault in words, and the test that found it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from hospital.mutation.mutants import Mutant
from hospital.mutation.trial import Kind, Verdict

WANTED_SHARE = 0.95  # of the faults
_SHOWN_KILLERS = 3
_MARK = "✗"


def caught_share(verdicts: Sequence[Verdict]) -> float:
    """Caught of all, 1 where there are none; an equivalent of the sound project is no fault."""
    missed = [verdict.killed_by is None for verdict in verdicts if not verdict.mutant.equivalent]
    return 1 - sum(missed) / max(len(missed), 1)


def unforeseen(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Mutants said to be equivalent that a test has killed all the same."""
    return [verdict for verdict in verdicts if verdict.mutant.equivalent and verdict.killed_by]


def rows_of(verdicts: Sequence[Verdict]) -> dict[str, str]:
    """The row of each verdict, by the mutant's name."""
    return {verdict.mutant.name: _row(verdict) for verdict in verdicts}


def rows_in(page: str) -> dict[str, str]:
    """The rows that a page has, by the mutant's name."""
    return {line.split("`")[1]: line for line in page.splitlines() if line.startswith("| `")}


def matrix(rows: Mapping[str, str], mutants: Sequence[Mutant]) -> str:
    """The rows of the mutants as Markdown, sums first and survivors named with their reason."""
    shown = [mutant for mutant in mutants if mutant.name in rows]
    faults = [mutant for mutant in shown if not mutant.equivalent]
    kinds = Counter(_kind(rows[mutant.name]) for mutant in faults)
    survived = kinds.pop(None, 0)
    caught = len(faults) - survived
    lines = [
        f"{caught} of {len(faults)} faults are caught "
        f"({caught / max(len(faults), 1):.1%}, at least {WANTED_SHARE:.0%} wanted): "
        + ", ".join(f"{kinds[kind]} by a {kind}" for kind in Kind if kinds[kind])
        + ".",
        "",
        "| mutant | file | fault | " + " | ".join(Kind) + " | killed by |",
        "| --- | --- | --- |" + " :-: |" * len(Kind) + " --- |",
        *(rows[mutant.name] for mutant in shown),
    ]
    survivors = [mutant for mutant in shown if _kind(rows[mutant.name]) is None]
    if survivors:
        lines += ["", "Survivors:", ""]
        lines += [
            f"- `{mutant.name}`: {mutant.equivalent or 'a fault that no test finds'}"
            for mutant in survivors
        ]
    return "\n".join(lines) + "\n"


def _kind(row: str) -> Kind | None:
    cells = [cell.strip() for cell in row.strip("| ").split(" | ")]
    marks = dict(zip(Kind, cells[3:], strict=False))
    return next((kind for kind, mark in marks.items() if mark == _MARK), None)


def _row(verdict: Verdict) -> str:
    marks = [_MARK if verdict.killed_by is kind else " " for kind in Kind]
    killers = [f"`{name.split('::')[-1]}`" for name in verdict.killers[:_SHOWN_KILLERS]]
    more = len(verdict.killers) - len(killers)
    named = ", ".join(killers) + (f" and {more} more" if more else "")
    mutant = verdict.mutant
    cells = [f"`{mutant.name}`", f"`{mutant.file}`", mutant.fault, *marks, named or "survives"]
    return "| " + " | ".join(cells) + " |"
