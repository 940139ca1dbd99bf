"""Runs the scorecard's SQL on OLTP tables in DuckDB and judges what it finds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hospital.errors import NotBuiltError
from hospital.scorecard.coherence import Finding, check
from hospital.scorecard.source import Connection
from hospital.scorecard.statements import statements
from hospital.scorecard.targets import Target, targets

REQUIRED_SHARE = 0.90  # of the rows that apply

Measures = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Verdict:
    """One published figure and what was measured; None where it does not apply or is empty."""

    target: Target
    measured: float | None

    @property
    def is_passed(self) -> bool:
        """Whether the measured figure lies in the range, bounds included."""
        return self.measured is not None and self.target.low <= self.measured <= self.target.high

    @property
    def word(self) -> str:
        """What to print: pass, fail, no data, or n/a."""
        if not self.target.applies:
            return "n/a"
        if self.measured is None:
            return "no data"
        return "pass" if self.is_passed else "fail"


@dataclass(frozen=True)
class Scorecard:
    """All verdicts, in the order of the targets, and what the coherence checks found."""

    verdicts: Sequence[Verdict]
    findings: Sequence[Finding]

    @property
    def applicable(self) -> list[Verdict]:
        """The verdicts that count."""
        return [verdict for verdict in self.verdicts if verdict.target.applies]

    @property
    def share(self) -> float:
        """Passed rows over applicable rows."""
        return sum(verdict.is_passed for verdict in self.applicable) / len(self.applicable)

    @property
    def failed_headlines(self) -> list[Verdict]:
        """Headline rows outside their range."""
        return [v for v in self.applicable if v.target.is_headline and not v.is_passed]

    @property
    def is_passed(self) -> bool:
        """Whether enough rows and every headline row pass, and no rule is broken."""
        return self.share >= REQUIRED_SHARE and not self.failed_headlines and not self.violations

    @property
    def violations(self) -> int:
        """Rows that break a rule."""
        return sum(finding.violations for finding in self.findings)


def prepare(connection: Connection) -> None:
    """Creates the helper tables of setup/ beside the OLTP tables.

    Raises:
        NotBuiltError: the tables hold no encounter.
    """
    if connection.execute("select 1 from encounters limit 1").fetchone() is None:
        raise NotBuiltError("there are no encounters to measure; run 'hospital generate' first")
    for statement in statements("setup"):
        connection.execute(statement.text)


def measure(connection: Connection) -> dict[tuple[str, str], float]:
    """Runs every metric after `prepare`: (file, measure) to value; empty groups are left out."""
    found = {}
    for statement in statements("metrics"):
        for name, value in connection.execute(statement.text).fetchall():
            if value is not None and math.isfinite(value):
                found[(f"{statement.name}.sql", str(name))] = float(value)
    return found


def judge(measures: Measures) -> list[Verdict]:
    """Each target beside its measure."""
    return [
        Verdict(target, measures.get((target.metric_file, target.measure))) for target in targets()
    ]


def score(connection: Connection) -> Scorecard:
    """The verdicts and findings on OLTP tables in DuckDB.

    Raises:
        NotBuiltError: the tables hold no encounter.
    """
    prepare(connection)
    return Scorecard(judge(measure(connection)), check(connection))
