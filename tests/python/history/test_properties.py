from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hospital.config import DefectSettings
from hospital.schema.arrow import arrow_schema
from hospital.schema.tables import BY_NAME, TABLES

from .days import CLEAN, DIRTY, Tables, by_key, changes, config, days_from, shown

START = date(2024, 1, 1)
LOGGED = ("encounters", "encounter_diagnoses", "encounter_procedures", "billing")


def differing(first: Tables, second: Tables) -> list[str]:
    return [name for name in first if not first[name].equals(second[name])]


@given(
    seed=st.integers(0, 2**63 - 1),
    day=st.integers(0, 900),
    later=st.integers(0, 500),
    defects=st.sampled_from([CLEAN, DIRTY]),
)
@settings(max_examples=15, deadline=None)
def test_what_is_shown_on_a_day_does_not_depend_on_what_comes_later(
    seed: int, day: int, later: int, defects: DefectSettings
) -> None:
    as_of = START + timedelta(days=day)
    horizon = as_of + timedelta(days=later)
    (known,) = shown(config(as_of, 120, seed, defects), [as_of])
    (in_hindsight,) = shown(config(horizon, 120, seed, defects), [as_of])
    assert differing(known, in_hindsight) == []


@pytest.mark.parametrize("defects", [CLEAN, DIRTY], ids=["clean", "dirty"])
def test_the_size_of_blocks_does_not_matter(defects: DefectSettings) -> None:
    as_of = date(2025, 3, 9)
    (one,) = shown(config(as_of, defects=defects), [as_of])
    (other,) = shown(config(as_of, defects=defects, block_size=23), [as_of])
    assert differing(one, other) == []


def test_a_patient_is_the_same_at_every_number_of_patients() -> None:
    as_of = date(2025, 3, 9)
    (few,), (many,) = (shown(config(as_of, number), [as_of]) for number in (40, 300))
    for name in ("patients", "encounters", "billing", "deleted_rows"):
        kept = by_key(many, name)
        assert {key: kept[key] for key in by_key(few, name)} == by_key(few, name)


@pytest.fixture(scope="module")
def season() -> list[Tables]:
    days = days_from(date(2024, 11, 20), 60)
    return shown(config(days[-1], 600), days)


def test_every_table_is_shown_with_its_declared_columns(season: list[Tables]) -> None:
    assert set(season[0]) == set(BY_NAME)
    for name, table in season[0].items():
        assert table.schema.equals(arrow_schema(BY_NAME[name])), name
        for field in table.schema:
            assert field.nullable or table.column(field.name).null_count == 0, (name, field.name)


def test_no_row_is_ever_without_its_parents(season: list[Tables]) -> None:
    for tables in season:
        for table in TABLES:
            keys = tables[table.name].column(0)
            assert pc.count_distinct(keys).as_py() == len(keys)
            for column in table.columns:
                if column.references is not None:
                    parents = tables[column.references].column(0)
                    held = tables[table.name].column(column.name).drop_null()
                    orphans = held.filter(pc.invert(pc.is_in(held, parents.combine_chunks())))
                    assert len(orphans) == 0, (table.name, column.name)


def test_stamps_stand_in_the_order_of_time(season: list[Tables]) -> None:
    for day, tables in zip(days_from(date(2024, 11, 20), 60), season, strict=True):
        midnight = pa.scalar(datetime.combine(day, datetime.min.time()) + timedelta(days=1))
        for name, table in tables.items():
            stamps = [
                table.column(stamp)
                for stamp in ("valid_from", "created_at", "updated_at", "deleted_at", "received_at")
                if stamp in table.column_names
            ]
            for earlier, later in pairwise(stamps):
                assert pc.all(pc.less_equal(earlier, later)).as_py() is not False, name
            if stamps:
                assert pc.all(pc.less(stamps[-1], midnight)).as_py() is not False, name


@pytest.mark.parametrize("defects", [CLEAN, DIRTY], ids=["clean", "dirty"])
def test_what_arrived_in_between_makes_one_day_into_another(defects: DefectSettings) -> None:
    # what a warehouse relies on: rows that arrived since, and the log of deletions, tell everything
    days = days_from(date(2024, 8, 10), 25)
    states = shown(config(days[-1], 500, defects=defects), days)
    for day, before, after in zip(days, states, states[1:], strict=False):
        midnight = datetime.combine(day, datetime.min.time()) + timedelta(days=1)
        gone = {
            (row["table_name"], row["row_id"])
            for row in by_key(after, "deleted_rows").values()
            if row["received_at"] >= midnight
        }
        for name in after:
            for key, old, new in changes(before, after, name):
                if name == "data_loads":
                    continue
                if new is None:
                    assert (name, key) in gone, (name, old)
                else:
                    assert new["received_at"] >= midnight, (name, old, new)


def test_a_deletion_is_logged_once_and_for_good(season: list[Tables]) -> None:
    last = season[-1]
    log = by_key(last, "deleted_rows")
    rows = {(row["table_name"], row["row_id"]) for row in log.values()}
    assert len(rows) == len(log)
    assert {name for name, _ in rows} == set(LOGGED)
    for name in LOGGED:
        assert not {key for table, key in rows if table == name} & set(by_key(last, name))
    for earlier, later in pairwise(season):
        assert all(old is None for _, old, _ in changes(earlier, later, "deleted_rows"))
