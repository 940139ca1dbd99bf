"""What staging did to the source, as the quality marts tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from hospital.verification.connections import Reader

MISSING = "missing_value"  # a repair that changes nothing: the source has no value


@dataclass(frozen=True)
class Findings:
    """Rows of the quality marts by rule or reason; a row with several reasons counts in each."""

    repaired: Mapping[str, int] = field(default_factory=dict)  # fields
    merged: Mapping[str, int] = field(default_factory=dict)  # rows
    quarantined: Mapping[str, int] = field(default_factory=dict)  # rows

    @property
    def change_the_answers(self) -> bool:
        """Whether the source and the star may rightly answer differently."""
        changed = sum(self.repaired.values()) - self.repaired.get(MISSING, 0)
        return changed + sum(self.merged.values()) + sum(self.quarantined.values()) > 0


def count_findings(reader: Reader, schema: str) -> Findings:
    """Counts the rows of the quality marts in the star's schema.

    Raises:
        NotBuiltError: the marts are missing.
    """

    def counts(mart: str, column: str) -> Counter[str]:
        rows = reader.rows(
            f"select {column}, count(*) from {reader.table(schema, mart)} group by {column}"
        )
        found: Counter[str] = Counter()
        for names, count in rows:
            for name in str(names).split(", "):
                found[name] += int(count)
        return found

    return Findings(
        repaired=counts("quality_repairs", "rule_name"),
        merged=counts("quality_merges", "rule_name"),
        quarantined=counts("quality_quarantined_rows", "reasons"),
    )
