"""The warehouse scored against the answer key: which planted faults staging found, by class.

A fault is found if a quality mart names the same table and row under the rule of its class, for a
repaired field the same field, too. An alarm that no fault of the key stands behind is false, save
two: a value that the clean data do not have either is rightly called missing, and a row is rightly
kept out because its encounter is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq

from hospital.config import Engine, olap_database, oltp_database
from hospital.defects.model import Outcome
from hospital.defects.registry import known_defects
from hospital.errors import NotBuiltError
from hospital.sinks import sink_for
from hospital.sinks.folder import MANIFEST, SUCCESS
from hospital.verification.connections import Reader, Row, open_reader
from hospital.verification.findings import MISSING

FUZZY = frozenset({"duplicate_patient"})  # its rule compares names: stated, not promised
CONSEQUENCE = "parent_quarantined"

# Table, row, field (empty for a whole row), class or rule.
Mark = tuple[str, int, str, str]


@dataclass(frozen=True)
class ClassScore:
    """How the faults of one class fared; a rule that is no class has none planted."""

    name: str
    planted: int
    found: int
    false_alarms: int
    true_alarms_unplanted: int  # missing in the clean data, or following from another fault

    @property
    def missed(self) -> int:
        """Planted faults that no quality mart names."""
        return self.planted - self.found

    @property
    def is_met(self) -> bool:
        """All found and no false alarm, which every rule but the fuzzy ones promises."""
        return self.missed == 0 and self.false_alarms == 0

    @property
    def recall(self) -> float | None:
        """Share of the planted faults that were found."""
        return self.found / self.planted if self.planted else None

    @property
    def precision(self) -> float | None:
        """Share of the alarms that were right."""
        alarms = self.found + self.false_alarms
        return self.found / alarms if alarms else None


def score_defects(engine: Engine, environment: Mapping[str, str]) -> list[ClassScore]:
    """The score of the star that is built on the engine, against the key beside its OLTP data.

    Raises:
        NotBuiltError: the star is missing, or the answer key is, or is that of other data.
    """
    key = Path(sink_for(engine, environment).answer_key)
    with open_reader(engine, environment) as reader:
        planted = read_faults(key, read_loads(reader, environment))
        return scored(planted, read_findings(reader, olap_database(environment)))


def read_loads(reader: Reader, environment: Mapping[str, str]) -> list[tuple[int, int]]:
    """Seed and patients of the simulated data in the OLTP database, one of each load.

    Raises:
        NotBuiltError: there is no such database.
    """
    table = reader.table(oltp_database(environment), "data_loads")
    rows = reader.rows(f"select seed, patient_count from {table}")
    return [(int(seed), int(patients)) for seed, patients in rows]


def read_faults(key: Path, loads: list[tuple[int, int]]) -> set[Mark]:
    """The planted faults of an answer key; `loads` are seed and patients of the data.

    Raises:
        NotBuiltError: the key is missing, half-written, or that of other data.
    """
    if not (key / SUCCESS).exists():
        raise NotBuiltError(
            f"there is no answer key in {key}; 'hospital generate --defects standard' writes one"
        )
    settings = json.loads((key / MANIFEST).read_text())["settings"]
    if [(settings["seed"], settings["patients"])] != loads:
        raise NotBuiltError(f"the answer key in {key} is that of other data; generate them anew")
    columns = ["table_name", "row_id", "field_name", "defect_class"]
    rows = pq.read_table(key / "faults", columns=columns).to_pylist()
    return {_mark(*(row[column] for column in columns)) for row in rows}


def read_findings(reader: Reader, schema: str) -> set[Mark]:
    """What the quality marts in the star's schema name.

    Raises:
        NotBuiltError: the marts are missing.
    """

    def rows(mart: str, columns: str) -> Iterable[Row]:
        return reader.rows(f"select {columns} from {reader.table(schema, mart)}")

    findings = {
        _mark(*row) for row in rows("quality_repairs", "table_name, row_id, field_name, rule_name")
    }
    findings |= {
        _mark(table, row, "", rule)
        for table, row, rule in rows("quality_merges", "table_name, row_id, rule_name")
    }
    findings |= {
        _mark(table, row, "", reason)
        for table, row, reasons in rows("quality_quarantined_rows", "table_name, row_id, reasons")
        for reason in reasons.split(", ")
    }
    return findings


def scored(planted: set[Mark], findings: set[Mark]) -> list[ClassScore]:
    """One score per class, in the order in which classes are planted, then other rules by name."""
    classes = known_defects()
    expected = Counter(name for *_, name in planted)
    found = Counter(name for *_, name in planted & findings)
    unplanted = Counter(name for *_, name in findings - planted)
    scores = []
    for name in [*classes, *sorted(unplanted.keys() - classes.keys())]:
        is_true = name in (MISSING, CONSEQUENCE)
        alarms = unplanted[name]
        scores.append(
            ClassScore(
                name,
                expected[name],
                found[name],
                0 if is_true else alarms,
                alarms if is_true else 0,
            )
        )
    return scores


def first_miss(scores: Iterable[ClassScore]) -> str | None:
    """The first class that falls short of its promise, in words; None if all keep it."""
    for score in scores:
        if score.name not in FUZZY and not score.is_met:
            return (
                f"{score.name}: {score.found:,} of {score.planted:,} faults found, "
                f"{score.false_alarms:,} false alarms"
            )
    return None


def _mark(table: str, row: int, field: str, name: str) -> Mark:
    """A fault or finding; where whole rows are kept out, whichever field was at fault."""
    defect = known_defects().get(name)
    is_whole_row = defect is not None and defect.outcome is Outcome.QUARANTINED
    return table, int(row), "" if is_whole_row else field, name
