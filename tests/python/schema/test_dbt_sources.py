from __future__ import annotations

import pytest

from hospital.config import project_folder
from hospital.schema.dbt_sources import differences
from hospital.schema.model import INTEGER, Column, Table, varchar
from hospital.schema.tables import TABLES

WARD = Table(
    "wards",
    "One row per ward.",
    (
        Column("ward_id", INTEGER, "Identifies the ward."),
        Column("ward_name", varchar(50), "Name."),
    ),
)
SOURCES = """
sources:
  - name: oltp
    tables:
      - name: wards
        description: >-
          One row
          per ward.
        columns:
          - name: ward_id
            data_type: integer
            description: Identifies the ward.
          - name: ward_name
            data_type: varchar(50)
            description: Name.
"""


def test_dbt_describes_the_oltp_tables_as_they_are_declared() -> None:
    path = project_folder() / "models" / "staging" / "oltp" / "_oltp__sources.yml"
    assert differences(path.read_text(), TABLES) == []


def test_equal_descriptions_have_no_difference() -> None:
    assert differences(SOURCES, [WARD]) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: wards", "name: beds", "tables: wards is missing"),
        ("name: ward_name", "name: title", "columns of wards: ward_name is missing"),
        ("name: ward_name", "name: title", "columns of wards: title is not declared"),
        ("description: Name.", "description: Title.", "wards.ward_name is described as 'Title.'"),
        (
            "varchar(50)",
            "varchar(5)",
            "wards.ward_name is of type varchar(5), declared varchar(50)",
        ),
        ("per ward.", "per bed.", "wards is described as 'One row per bed.'"),
        ("name: ward_id", "name: ward_name", "ward_id is missing"),
    ],
)
def test_each_departure_is_named(old: str, new: str, said: str) -> None:
    assert any(said in line for line in differences(SOURCES.replace(old, new, 1), [WARD]))


def test_another_order_is_named() -> None:
    turned = Table(WARD.name, WARD.description, (WARD.columns[1], WARD.columns[0]))
    assert differences(SOURCES, [turned]) == ["columns of wards: the order is not the declared one"]
