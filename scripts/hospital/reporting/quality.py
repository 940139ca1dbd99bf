"""Data quality in words, and the score against the answer key as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.table import Table

from hospital.reporting.console import console
from hospital.verification.findings import Findings
from hospital.verification.scoring import ClassScore
from hospital.verification.true_stays import StayScore


def quality_in_words(findings: Findings) -> str:
    """One line each for repairs, merges and quarantine, the most frequent rules first."""
    return "\n".join(
        (
            _line("Fields repaired or unknown", findings.repaired),
            _line("Rows merged", findings.merged),
            _line("Rows quarantined", findings.quarantined),
        )
    )


def print_scores(scores: Sequence[ClassScore]) -> None:
    """Prints one line per class of defects, and per rule that is none but raised an alarm."""
    table = Table("class or rule")
    for heading in ("planted", "found", "missed", "false alarms", "recall", "precision"):
        table.add_column(heading, justify="right")
    table.add_column("true, not planted", justify="right")
    for score in scores:
        table.add_row(
            score.name,
            *(f"{count:,}" for count in (score.planted, score.found, score.missed)),
            f"{score.false_alarms:,}",
            *("" if share is None else f"{share:.1%}" for share in (score.recall, score.precision)),
            f"{score.true_alarms_unplanted:,}" if score.true_alarms_unplanted else "",
        )
    console().print(table)


def print_stay_scores(scores: Sequence[StayScore]) -> None:
    """Prints one line per reason why a stay's patient is readmitted or not."""
    table = Table("inpatient stays, by readmission reason")
    headings = ("true", "found", "missed", "false", "put out of reach by dirt")
    for heading in headings:
        table.add_column(heading, justify="right")
    for score in scores:
        counts = (score.true, score.found, score.missed, score.false, score.out_of_reach)
        table.add_row(score.reason, *(f"{count:,}" for count in counts))
    console().print(table)


def _line(title: str, counts: Mapping[str, int]) -> str:
    if not counts:
        return f"{title}: none"
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return f"{title}: " + ", ".join(f"{count:,} {name}" for name, count in ordered)
