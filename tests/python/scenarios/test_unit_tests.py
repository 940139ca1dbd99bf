"""dbt's unit tests stand in the models' own YAML, and a model without one says here why.

`hospital compare`, a part of `make test`, runs all of them on each engine.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
import yaml

from hospital.config import project_folder

LEAST = 60
PASSES_THROUGH = "hands on what another model worked out"
REPLAYED = (
    "says what an increment has to look at: proved by replayed days, in tests/python/incremental"
)
DIRT = "lists what macros with literal cases repair: scored against the answer key"
WITHOUT = {
    "stg_oltp__data_loads": PASSES_THROUGH,
    "stg_oltp__departments": PASSES_THROUGH,
    "stg_oltp__specialties": PASSES_THROUGH,
    "stg_oltp__patients_judged": PASSES_THROUGH,
    "stg_oltp__rows_counted": PASSES_THROUGH,
    "int_claims_listed": PASSES_THROUGH,
    "dim_encounter_type": PASSES_THROUGH,
    "quality_merges": PASSES_THROUGH,
    "quality_quarantined_rows": PASSES_THROUGH,
    "quality_repairs": PASSES_THROUGH,
    "stg_oltp__billing_repaired": DIRT,
    "stg_oltp__organisation_repaired": DIRT,
    "stg_oltp__people_repaired": DIRT,
    "stg_oltp__rows_quarantined": DIRT,
    "quality_reconciliation": "counts the tables themselves: an equation per table is a data test",
    "stg_oltp__encounters_touched": REPLAYED,
    "stg_oltp__judgements_loaded": REPLAYED,
    "stg_oltp__loads_opened": REPLAYED,
    "stg_oltp__patients_touched": REPLAYED,
    "stg_oltp__registrations_changed": REPLAYED,
    "stg_oltp__row_arrivals": REPLAYED,
    "stg_oltp__rows_rechecked": REPLAYED,
    "stg_oltp__rows_touched": REPLAYED,
    "int_encounters_changed": REPLAYED,
    "int_encounters_reached": REPLAYED,
    "int_loads_closed": REPLAYED,
    "int_months_changed": REPLAYED,
    "int_patients_changed": REPLAYED,
    "int_patients_rejudged": REPLAYED,
    "int_providers_changed": REPLAYED,
    "int_registrations_rejudged": REPLAYED,
}


def unit_tests() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for file in sorted((project_folder() / "models").rglob("*.yml")):
        found += (yaml.safe_load(file.read_text(encoding="utf-8")) or {}).get("unit_tests", [])
    return found


@pytest.fixture(scope="module")
def cases() -> Counter[str]:
    """Unit tests by model."""
    return Counter(test["model"] for test in unit_tests())


def test_there_are_many(cases: Counter[str]) -> None:
    assert cases.total() >= LEAST


def test_each_model_has_one_or_a_reason(cases: Counter[str]) -> None:
    models = {file.stem for file in (project_folder() / "models").rglob("*.sql")}
    assert models - set(cases) == set(WITHOUT)
