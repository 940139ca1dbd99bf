"""Every class by itself: it plants what it says, wherever it says, and the key tells it exactly."""

from __future__ import annotations

from functools import cache

import pytest

from hospital.config import DefectSettings, GenerateConfig
from hospital.defects.registry import known_defects
from hospital.schema.model import Kind
from hospital.schema.tables import BY_NAME

from .dirtied import Simulation, simulation, text
from .rules import ADDED, AS_OF, CHANGED, REPAIRS

CONFIG = GenerateConfig(seed=11, patients=200, as_of=AS_OF)
NAMES = list(known_defects())
REPAIRABLE = [name for name, defect in known_defects().items() if defect.is_repairable]


@cache
def everywhere(name: str) -> Simulation:
    """The class alone, in every row that it can change."""
    return simulation(CONFIG, DefectSettings((name,), 1.0))


def test_each_class_has_a_rule_here() -> None:
    assert set(REPAIRS) == set(REPAIRABLE)
    assert set(REPAIRS) | set(ADDED) | set(CHANGED) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_it_reaches_every_field_it_declares_and_no_other(name: str) -> None:
    declared = {
        (table, field)
        for table, fields in known_defects()[name].fields.items()
        for field in fields or ("",)
    }
    reached = {(fault["table_name"], fault["field_name"]) for fault in everywhere(name).of(name)}
    assert reached == declared


@pytest.mark.parametrize("name", NAMES)
def test_the_key_is_what_differs(name: str) -> None:
    found = everywhere(name)
    keyed = [(row["table_name"], row["row_id"], row["field_name"]) for row in found.faults]
    assert len(keyed) == len(set(keyed))
    assert set(keyed) == found.cells()
    for fault in found.faults:
        assert fault["defect_class"] == name
        assert fault["is_repairable"] == (name in REPAIRABLE)
        original = None
        if fault["field_name"]:
            row = found.clean[fault["table_name"]][fault["row_id"]]
            original = text(row[fault["field_name"]])
        assert fault["original_value"] == original


@pytest.mark.parametrize("name", REPAIRABLE)
def test_the_clean_value_follows_from_the_planted_one(name: str) -> None:
    found = everywhere(name)
    for fault in found.faults:
        planted = found.dirty[fault["table_name"]][fault["row_id"]][fault["field_name"]]
        assert REPAIRS[name](fault["field_name"], planted) == fault["original_value"], planted


@pytest.mark.parametrize("name", sorted(CHANGED))
def test_the_changed_row_has_the_fault(name: str) -> None:
    found = everywhere(name)
    changed = [fault for fault in found.faults if fault["field_name"]]
    assert changed
    for fault in changed:
        table, key = fault["table_name"], fault["row_id"]
        row, clean = found.dirty[table][key], found.clean[table][key]
        assert CHANGED[name](row, clean), (row, clean)


@pytest.mark.parametrize("name", sorted(ADDED))
def test_the_added_row_is_what_it_should_be(name: str) -> None:
    found = everywhere(name)
    added = [fault for fault in found.faults if not fault["field_name"]]
    assert added
    for fault in added:
        row = found.dirty[fault["table_name"]][fault["row_id"]]
        assert ADDED[name](found.clean, fault["table_name"], row), row


@pytest.mark.parametrize("name", NAMES)
def test_the_database_takes_the_dirty_rows(name: str) -> None:
    dirty = everywhere(name).dirty
    for table, rows in dirty.items():
        for column in BY_NAME[table].columns:
            values = [row[column.name] for row in rows.values()]
            given = [value for value in values if value is not None]
            assert column.nullable or len(given) == len(values), column.name
            assert not column.unique or len(set(values)) == len(values), column.name
            if column.references:
                assert set(given) <= set(dirty[column.references]), column.name
            if column.type.kind in (Kind.CHAR, Kind.VARCHAR):
                assert max(map(len, given), default=0) <= column.type.size, column.name


def test_a_patient_and_its_versions_are_spelt_alike() -> None:
    found = everywhere("phone_format")
    for version in found.dirty["patient_versions"].values():
        assert version["phone"] == found.dirty["patients"][version["patient_id"]]["phone"]


def test_a_birth_date_is_wrong_in_every_version_alike_and_in_three_ways() -> None:
    found = everywhere("impossible_birth_date")
    patients = found.dirty["patients"]
    for version in found.dirty["patient_versions"].values():
        assert version["date_of_birth"] == patients[version["patient_id"]]["date_of_birth"]
    born = [row["date_of_birth"] for row in patients.values()]
    ways = {(day.year < 1900, day > AS_OF) for day in born}
    assert ways == {(True, False), (False, True), (False, False)}


def test_second_registrations_are_of_four_kinds_and_take_some_encounters() -> None:
    found = everywhere("duplicate_patient")
    kinds = set()
    for key, row in found.dirty["patients"].items():
        if key not in found.clean["patients"]:
            original = found.clean["patients"][key - 50_000_000_000]
            name = row["first_name"]
            kinds.add(
                (
                    name == original["first_name"],
                    len(name) == 1,
                    row["address_line"] == original["address_line"],
                )
            )
    assert kinds == {
        (True, False, True),
        (False, True, True),
        (False, False, True),
        (True, False, False),
    }
    moved = sum(fault["table_name"] == "encounters" for fault in found.faults)
    assert 0.35 < moved / len(found.clean["encounters"]) < 0.45
