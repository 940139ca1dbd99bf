"""The published figures that the data are judged against, from targets.csv."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Target:
    """One published figure with its tolerance, and where it is measured.

    `metric_file` and `measure` name the SQL file and the row that it returns; both are empty where
    the data cannot show the figure, and `reason` says why.
    """

    id: str
    metric: str
    stratum: str
    unit: str
    target: float
    low: float
    high: float
    source: str
    is_confirmed: bool
    metric_file: str
    measure: str
    reason: str
    is_headline: bool

    @property
    def applies(self) -> bool:
        """Whether the data can show the figure."""
        return not self.reason

    @property
    def name(self) -> str:
        """Metric and stratum, without a definition in brackets at the end of the metric."""
        return f"{re.sub(r' [(][^)]*[)]$', '', self.metric)}: {self.stratum}"


@cache
def targets() -> tuple[Target, ...]:
    """Every row of targets.csv, in its order."""
    with files("hospital.scorecard").joinpath("targets.csv").open(encoding="utf-8") as file:
        return tuple(_target(row) for row in csv.DictReader(file))


def _target(row: dict[str, str]) -> Target:
    return Target(
        id=row["id"],
        metric=row["metric"],
        stratum=row["stratum"],
        unit=row["unit"],
        target=float(row["target"]),
        low=float(row["low"]),
        high=float(row["high"]),
        source=row["source"],
        is_confirmed=row["status"] == "confirmed",
        metric_file=row["metric_file"],
        measure=row["measure"],
        reason="" if row["applies"] == "yes" else row["applies"].removeprefix("no: "),
        is_headline=row["headline"] == "yes",
    )
