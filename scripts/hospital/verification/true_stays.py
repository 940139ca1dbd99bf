"""The warehouse's inpatient stays scored against the answer key, one after another.

A stay is found if the warehouse has all its encounters in one stay of the same patient, with the
same reasons and flags; a stay of the warehouse that is no true one is false. A stay that dirt has
put out of reach is told apart: its patient has an encounter that staging has to keep out, or was
registered twice and not recognised, or was taken for someone else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from hospital.answer_key.stays import OUTCOMES
from hospital.answer_key.tables import STAYS
from hospital.config import Engine, olap_database
from hospital.defects.classes.duplicate_patient import ID_OFFSET
from hospital.defects.model import Outcome
from hospital.defects.registry import known_defects
from hospital.errors import NotBuiltError
from hospital.simulation.encounters import ENCOUNTER_ID_STEP
from hospital.sinks import sink_for
from hospital.verification.connections import Reader, Row, open_reader
from hospital.verification.scoring import Mark, read_faults, read_loads

# The columns of an encounter in the key, in its order; encounter, patient and stay come first.
_COLUMNS = tuple(column.name for column in STAYS.columns)
_PATIENT, _STAY = _COLUMNS.index("patient_id"), _COLUMNS.index("stay_id")
_REASON = _COLUMNS.index("readmission_reason")
_REGISTERED_TWICE = "duplicate_patient"


@dataclass(frozen=True)
class StayScore:
    """How the stays with one reason why the patient is readmitted or not fared."""

    reason: str
    true: int  # in the answer key
    found: int
    out_of_reach: int  # true ones that the warehouse has otherwise, as dirt explains
    false: int  # in the warehouse alone, and no dirt explains it

    @property
    def missed(self) -> int:
        """True stays that the warehouse does not have so, though it could."""
        return self.true - self.found - self.out_of_reach

    @property
    def is_met(self) -> bool:
        """Whether every stay within reach is the same."""
        return self.missed == 0 and self.false == 0


def score_stays(engine: Engine, environment: Mapping[str, str]) -> list[StayScore]:
    """One score per readmission reason of the star on the engine, in the order they are asked.

    Raises:
        NotBuiltError: the star is missing, or the answer key is, or is that of other data.
    """
    key = Path(sink_for(engine, environment).answer_key)
    schema = olap_database(environment)
    with open_reader(engine, environment) as reader:
        faults = read_faults(key, read_loads(reader, environment))
        merges = reader.rows(
            "select row_id, survivor_row_id from "
            f"{reader.table(schema, 'quality_merges')} where table_name = 'patients'"
        )
        rows = _loaded_encounters(reader, schema)
    return scored_stays(true_encounters(key), set(rows), out_of_reach(faults, merges))


def out_of_reach(faults: Iterable[Mark], merges: Iterable[Row]) -> set[int]:
    """Patients of whom the warehouse cannot know every encounter, or knows another's.

    `merges` are second registrations and those that they were merged into.
    """
    classes = known_defects()
    patients = set()
    second = set()
    for table, row, _, name in faults:
        if table == "encounters" and classes[name].outcome is Outcome.QUARANTINED:
            patients.add(row // ENCOUNTER_ID_STEP)
        elif table == "patients" and name == _REGISTERED_TWICE:
            second.add(row)
    merged = {int(row): int(survivor) for row, survivor in merges}
    for row in second ^ merged.keys():
        patients |= {row % ID_OFFSET, merged.get(row, row) % ID_OFFSET}
    return patients


def scored_stays(true: set[Row], loaded: set[Row], beyond: set[int]) -> list[StayScore]:
    """Encounters of the key and of the warehouse, compared stay by stay.

    Both have the columns of the key's table; `beyond` are the patients out of reach.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for rows in _by_stay(true):
        reason, patient = _reason_and_patient(rows)
        counts[reason]["true"] += 1
        if rows <= loaded:
            counts[reason]["found"] += 1
        elif patient in beyond:
            counts[reason]["out of reach"] += 1
    for rows in _by_stay(loaded):
        reason, patient = _reason_and_patient(rows)
        counts[reason]["false"] += not rows <= true and patient not in beyond
    return [
        StayScore(
            reason,
            *(counts[reason][name] for name in ("true", "found", "out of reach", "false")),
        )
        for reason in [*OUTCOMES, *sorted(counts.keys() - set(OUTCOMES))]
    ]


def first_wrong_stay(scores: Iterable[StayScore]) -> str | None:
    """The first reason with a stay that differs within reach, in words; None if there is none."""
    for score in scores:
        if not score.is_met:
            return (
                f"{score.reason}: {score.found:,} of {score.true:,} stays found, "
                f"{score.false:,} false"
            )
    return None


def _by_stay(encounters: Iterable[Row]) -> Iterable[set[Row]]:
    stays = defaultdict(set)
    for row in encounters:
        stays[row[_STAY]].add(row)
    return stays.values()


def _reason_and_patient(stay: set[Row]) -> tuple[str, int]:
    row = next(iter(stay))
    return str(row[_REASON]), int(row[_PATIENT])


def true_encounters(key: Path) -> set[Row]:
    """The inpatient encounters of an answer key, with the columns of its table.

    Raises:
        NotBuiltError: it has other columns.
    """
    try:
        table = pq.read_table(key / STAYS.name, columns=list(_COLUMNS))
    except pa.ArrowInvalid as error:  # a column is not there
        raise NotBuiltError(
            f"the answer key in {key} is that of another version; generate the data anew"
        ) from error
    return set(zip(*(column.to_pylist() for column in table.columns), strict=True))


def _loaded_encounters(reader: Reader, schema: str) -> list[Row]:
    """Every inpatient encounter with the stay that it lies in, as the key has them."""
    chosen = ", ".join(f"stays.{name}" for name in _COLUMNS[_COLUMNS.index("stay_id") + 1 :])
    return reader.rows(
        f"select encounters.encounter_id, encounters.patient_id, stays.stay_key, {chosen} "
        f"from {reader.table(schema, 'fact_encounters')} as encounters "
        f"inner join {reader.table(schema, 'dim_encounter_type')} as types "
        "on encounters.encounter_type_key = types.encounter_type_key "
        f"left join {reader.table(schema, 'fact_inpatient_stays')} as stays "
        "on encounters.patient_id = stays.patient_id "
        "and encounters.encounter_started_at >= stays.admitted_at "
        "and (stays.discharged_at is null "
        "or encounters.encounter_started_at <= stays.discharged_at) "
        "where types.encounter_type = 'Inpatient'"
    )
