"""Raw OLTP rows for the oracle, with what a test does not care about filled in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hospital.verification.oracle import COLUMNS

Record = dict[str, Any]


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def stay(
    encounter_id: int, start: str, end: str | None, *, patient_id: int = 1, **columns: Any
) -> Record:
    """An inpatient encounter."""
    return {
        "encounter_id": encounter_id,
        "patient_id": patient_id,
        "provider_id": None,
        "encounter_type": "Inpatient",
        "encounter_date": moment(start),
        "discharge_date": None if end is None else moment(end),
        "admission_type": None,
        "admission_source": None,
        "discharge_disposition": None,
        **columns,
    }


def visit(encounter_id: int, start: str, **columns: Any) -> Record:
    """An encounter that ends when it starts."""
    return stay(encounter_id, start, start, **{"encounter_type": "Outpatient", **columns})


def tables(**given: list[Record]) -> dict[str, list[Record]]:
    """All tables that the oracle reads; those not given are empty."""
    return {name: given.get(name, []) for name in COLUMNS}
