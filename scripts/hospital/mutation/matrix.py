"""The kill matrix: every mutant, the fault in words, and the test that found it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hospital.mutation.trial import Kind, Verdict

WANTED_SHARE = 0.95  # of the faults
_SHOWN_KILLERS = 3


def caught_share(verdicts: Sequence[Verdict]) -> float:
    """Caught of all; what is equivalent to the sound project is no fault and not counted."""
    faults = [verdict for verdict in verdicts if not verdict.mutant.equivalent]
    return sum(verdict.killed_by is not None for verdict in faults) / max(len(faults), 1)


def unforeseen(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Mutants said to be equivalent that a test has killed all the same."""
    return [verdict for verdict in verdicts if verdict.mutant.equivalent and verdict.killed_by]


def matrix(verdicts: Sequence[Verdict]) -> str:
    """The matrix as Markdown, sums first and survivors named with their reason."""
    faults = [verdict for verdict in verdicts if not verdict.mutant.equivalent]
    caught = [verdict for verdict in faults if verdict.killed_by]
    kinds = Counter(verdict.killed_by for verdict in caught)
    lines = [
        f"{len(caught)} of {len(faults)} faults are caught "
        f"({caught_share(verdicts):.1%}, at least {WANTED_SHARE:.0%} wanted): "
        + ", ".join(f"{kinds[kind]} by a {kind}" for kind in Kind if kinds[kind])
        + ".",
        "",
        "| mutant | file | fault | " + " | ".join(Kind) + " | killed by |",
        "| --- | --- | --- |" + " :-: |" * len(Kind) + " --- |",
        *(_row(verdict) for verdict in verdicts),
    ]
    survivors = [verdict for verdict in verdicts if not verdict.killed_by]
    if survivors:
        lines += ["", "Survivors:", ""]
        lines += [
            f"- `{verdict.mutant.name}`: "
            + (verdict.mutant.equivalent or "a fault that no test finds")
            for verdict in survivors
        ]
    return "\n".join(lines) + "\n"


def _row(verdict: Verdict) -> str:
    asked = [_mark(kind, verdict) for kind in Kind]
    killers = [f"`{name.split('::')[-1]}`" for name in verdict.killers[:_SHOWN_KILLERS]]
    more = len(verdict.killers) - len(killers)
    named = ", ".join(killers) + (f" and {more} more" if more else "")
    mutant = verdict.mutant
    cells = [f"`{mutant.name}`", f"`{mutant.file}`", mutant.fault, *asked, named or "survives"]
    return "| " + " | ".join(cells) + " |"


def _mark(kind: Kind, verdict: Verdict) -> str:
    return "✗" if verdict.killed_by is kind else ""
