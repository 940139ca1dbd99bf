"""Which rows are hit depends on the seed and the rows' own ids, and on nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import sqrt

import pyarrow as pa
import pytest

from hospital.config import DefectSettings, GenerateConfig
from hospital.defects.registry import known_defects
from hospital.defects.settings import defect_settings

from .dirtied import Cell, Simulation, clean_blocks, joined, planted, simulation

STANDARD = defect_settings("standard", 0.05)
CONFIG = GenerateConfig(seed=3, patients=300)


def content(tables: dict[str, pa.Table], faults: pa.Table) -> dict[str, list[str]]:
    """Every row as text, in one order whatever the blocks."""
    everything = {**tables, "faults": faults}
    return {name: sorted(map(str, rows.to_pylist())) for name, rows in everything.items()}


@pytest.mark.parametrize("block_size", [1, 7, 128])
def test_blocks_of_any_size_get_the_same_faults(block_size: int) -> None:
    config = replace(CONFIG, patients=60)
    expected = content(*planted(config, STANDARD))
    assert content(*planted(replace(config, block_size=block_size), STANDARD)) == expected


def test_a_patient_has_the_same_faults_among_more_patients() -> None:
    few = simulation(replace(CONFIG, patients=60), STANDARD)
    many = simulation(CONFIG, STANDARD)
    for table, rows in few.dirty.items():
        if table != "data_loads":
            assert {key: many.dirty[table][key] for key in rows} == rows
    in_many = [str(fault) for fault in many.faults]
    assert {str(fault) for fault in few.faults} <= set(in_many)


def test_other_seeds_hit_other_rows() -> None:
    hit = [
        {
            (fault["table_name"], fault["row_id"])
            for fault in simulation(replace(CONFIG, seed=seed), STANDARD).faults
            if fault["table_name"] == "patients" and fault["field_name"]
        }
        for seed in (1, 2)
    ]
    assert hit[0]
    assert len(hit[0] & hit[1]) < len(hit[0]) / 2


def by_cell(found: Simulation) -> dict[Cell, str]:
    return {
        (row["table_name"], row["row_id"], row["field_name"]): row["defect_class"]
        for row in found.faults
    }


def test_a_later_day_only_adds_faults() -> None:
    days = (date(2024, 8, 31), date(2025, 12, 31))
    early, late = (simulation(replace(CONFIG, as_of=day), STANDARD) for day in days)
    cells = by_cell(late)
    kept = 0
    for cell, name in by_cell(early).items():
        table, key, field = cell
        if not field:
            assert cells[cell] == name
            continue
        clean = (early.clean[table][key][field], late.clean[table][key][field])
        if table == "patients" and clean[0] != clean[1]:
            continue  # the record was rewritten; what it said stands in the log, tested here, too
        assert cells[cell] == name
        if clean[0] == clean[1]:
            kept += 1
            assert early.dirty[table][key][field] == late.dirty[table][key][field]
    assert kept > 100


def test_a_row_that_was_clean_stays_clean_while_it_does_not_change() -> None:
    days = (date(2024, 8, 31), date(2025, 12, 31))
    early, late = (simulation(replace(CONFIG, as_of=day), STANDARD) for day in days)
    hit = {cell[:2] for cell in by_cell(early)}
    for cell in by_cell(late):
        rows = (early.clean[cell[0]].get(cell[1]), late.clean[cell[0]].get(cell[1]))
        if rows[0] is not None and rows[0] == rows[1]:
            assert cell[:2] in hit, cell


def test_no_row_has_faults_of_two_classes() -> None:
    classes: dict[tuple[str, int], set[str]] = {}
    for (table, key, _), name in by_cell(
        simulation(CONFIG, defect_settings("standard", 0.3))
    ).items():
        classes.setdefault((table, key), set()).add(name)
    assert set(map(len, classes.values())) == {1}


@pytest.mark.parametrize("rate", [0.002, 0.02, 0.2])
def test_the_rate_is_the_share_of_the_rows(rate: float) -> None:
    config = replace(CONFIG, patients=1_000)
    tables = joined(clean_blocks(config))
    for name, table in (
        ("encounter_type_synonym", "encounters"),
        ("negative_amount", "billing"),
        ("unknown_code", "encounter_diagnoses"),
    ):
        _, faults = planted(config, DefectSettings((name,), rate))
        hits = faults.column("table_name").to_pylist().count(table)
        rows = tables[table].num_rows
        assert abs(hits - rate * rows) < 5 * sqrt(rate * rows)


def test_every_class_is_in_the_lists_of_codes_at_the_usual_rate() -> None:
    _, faults = planted(CONFIG, defect_settings("standard"))
    found = {(row["table_name"], row["defect_class"]) for row in faults.to_pylist()}
    for name, defect in known_defects().items():
        for table in {"diagnoses", "procedures"} & set(defect.fields):
            assert (table, name) in found


@pytest.mark.parametrize(
    "settings",
    [defect_settings("none", 1.0), defect_settings("standard", 0.0)],
)
def test_no_class_or_no_rate_leaves_the_block_as_it_is(settings: DefectSettings) -> None:
    dirty, faults = planted(CONFIG, settings)
    assert faults.num_rows == 0
    assert dirty == joined(clean_blocks(CONFIG))


def test_future_dates_are_in_the_future_of_a_long_simulation() -> None:
    config = GenerateConfig(patients=1, start=date(1900, 1, 1), as_of=date(2020, 12, 31))
    found = simulation(config, DefectSettings(("future_date",), 1.0))
    starts = [row["encounter_date"].date() for row in found.dirty["encounters"].values()]
    assert starts
    assert min(starts) > config.as_of
