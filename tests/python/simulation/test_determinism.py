from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from hospital.config import GenerateConfig
from hospital.schema.arrow import arrow_schema
from hospital.schema.tables import BY_NAME

from .generated import Tables, tables_of

_PANEL_LIMIT = 100_000_000  # ids above belong to children: mother + n * this
_OWN_TABLES = (
    "patients",
    "patient_versions",
    "encounters",
    "encounter_diagnoses",
    "encounter_procedures",
    "billing",
)
# what may still change in a row after it was first written
_COMPLETED = {
    "encounters": {"discharge_date", "discharge_disposition", "updated_at", "received_at"},
    "billing": {"claim_status", "allowed_amount", "paid_amount", "updated_at", "received_at"},
    "providers": {"specialty_id", "department_id", "updated_at", "received_at"},
}


def _of_mothers(table: pa.Table, name: str, last: int) -> pa.Table:
    """The rows of panel patients up to `last` and of their children."""
    column = table.column(0 if name != "patient_versions" else 1)
    divisor = {"patients": 1, "patient_versions": 1, "encounters": 10_000}.get(name, 10_000_000)
    patient = pc.divide(column, divisor)
    panel = pc.subtract(patient, pc.multiply(pc.divide(patient, _PANEL_LIMIT), _PANEL_LIMIT))
    return table.filter(pc.less_equal(panel, last)).sort_by(table.column_names[0])


def _sorted(tables: Tables) -> Tables:
    return {name: table.sort_by(table.column_names[0]) for name, table in tables.items()}


def test_every_table_has_the_declared_schema_and_a_unique_key(small: Tables) -> None:
    assert set(small) == set(BY_NAME) - {"deleted_rows"}  # nothing is deleted from the truth
    for name, table in small.items():
        assert table.schema.equals(arrow_schema(BY_NAME[name])), name
        table.validate(full=True)
        assert pc.count_distinct(table.column(0)).as_py() == table.num_rows
        assert pc.min(table.column(0)).as_py() > 0
        for field in table.schema:
            if not field.nullable:
                assert table.column(field.name).null_count == 0, (name, field.name)


def test_two_runs_are_equal(small: Tables) -> None:
    again = tables_of(GenerateConfig(patients=300, block_size=500))
    assert all(again[name].equals(small[name]) for name in small)


def test_block_size_does_not_matter(small: Tables) -> None:
    other = _sorted(tables_of(GenerateConfig(patients=300, block_size=7)))
    expected = _sorted(small)
    assert [name for name in expected if not other[name].equals(expected[name])] == []


def test_workers_do_not_matter() -> None:
    one = tables_of(GenerateConfig(patients=120, block_size=40))
    two = tables_of(GenerateConfig(patients=120, block_size=40, workers=2))
    assert [name for name in one if not two[name].equals(one[name])] == []


def test_a_patient_is_the_same_at_every_number_of_patients(small: Tables) -> None:
    few = tables_of(GenerateConfig(patients=50))
    for name in _OWN_TABLES:
        mine, expected = (_of_mothers(table[name], name, 50) for table in (few, small))
        assert mine.num_rows > 0
        assert mine.equals(expected), name


def test_another_seed_gives_other_data(small: Tables) -> None:
    other = tables_of(GenerateConfig(seed=43, patients=300, block_size=500))
    assert not other["encounters"].equals(small["encounters"])


@pytest.mark.parametrize("as_of", [date(2024, 1, 1), date(2024, 7, 15), date(2025, 2, 28)])
def test_a_later_as_of_only_adds_rows_and_completes_open_ones(as_of: date) -> None:
    earlier = tables_of(GenerateConfig(patients=250, as_of=as_of))
    later = tables_of(GenerateConfig(patients=250, as_of=date(2026, 5, 31)))
    horizon = pa.scalar(as_of).cast(pa.timestamp("us"))
    for name, table in earlier.items():
        if name in ("data_loads", "patients"):
            continue
        key = table.column_names[0]
        kept = later[name].filter(pc.is_in(later[name].column(key), table.column(key)))
        kept, table = kept.sort_by(key), table.sort_by(key)
        assert kept.num_rows == table.num_rows, f"{name} lost rows"
        fixed = [c for c in table.column_names if c not in _COMPLETED.get(name, set())]
        assert kept.select(fixed).equals(table.select(fixed)), name
        if "updated_at" in table.column_names:
            newest = pc.max(table.column("updated_at"))
            limit = pc.add(horizon, pa.scalar(86_400_000_000, pa.duration("us")))
            assert newest.as_py() is None or pc.less(newest, limit).as_py(), name
    # nothing that was decided or ended is changed
    encounters = earlier["encounters"].filter(
        pc.is_valid(earlier["encounters"].column("discharge_date"))
    )
    finished = later["encounters"].filter(
        pc.is_in(later["encounters"].column(0), encounters.column(0))
    )
    assert finished.sort_by("encounter_id").equals(encounters.sort_by("encounter_id"))
    claims = earlier["billing"].filter(
        pc.not_equal(earlier["billing"].column("claim_status"), "Pending")
    )
    decided = later["billing"].filter(pc.is_in(later["billing"].column(0), claims.column(0)))
    assert decided.sort_by("billing_id").equals(claims.sort_by("billing_id"))


def test_rows_added_by_a_later_as_of_are_later() -> None:
    as_of = date(2024, 6, 30)
    earlier = tables_of(GenerateConfig(patients=250, as_of=as_of))
    later = tables_of(GenerateConfig(patients=250, as_of=date(2025, 1, 31)))
    midnight = pa.scalar(date(2024, 7, 1)).cast(pa.timestamp("us"))
    for name, when in (
        ("encounters", "created_at"),
        ("encounter_diagnoses", "created_at"),
        ("encounter_procedures", "created_at"),
        ("billing", "created_at"),
        ("patient_versions", "valid_from"),
        ("provider_versions", "valid_from"),
        ("patients", "created_at"),
    ):
        key = later[name].column(0)
        added = later[name].filter(pc.invert(pc.is_in(key, earlier[name].column(0))))
        assert added.num_rows > 0
        assert pc.greater_equal(pc.min(added.column(when)), midnight).as_py(), name
