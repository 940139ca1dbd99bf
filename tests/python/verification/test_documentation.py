"""Every table that dbt builds, every column, source, seed and macro is described."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

PACKAGE = "healthcare_analytics"


@pytest.fixture(scope="module")
def manifest(built_target: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((built_target / "manifest.json").read_text())
    return found


def relations(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    nodes = [*manifest["nodes"].values(), *manifest["sources"].values()]
    return [node for node in nodes if node["resource_type"] in ("model", "seed", "source")]


def test_every_column_in_the_database_is_described(
    manifest: dict[str, Any], built_target: Path
) -> None:
    with duckdb.connect(str(built_target.parent / "hospital.duckdb"), read_only=True) as file:
        rows = file.execute(
            "select schema_name, table_name, column_name from duckdb_columns() where not internal"
        ).fetchall()
    described = {
        (node["schema"], node.get("identifier") or node["alias"], name)
        for node in relations(manifest)
        for name, column in node["columns"].items()
        if column["description"].strip()
    }
    assert len(described) > 300
    assert set(rows) == described


def test_every_relation_says_its_grain(manifest: dict[str, Any]) -> None:
    for node in relations(manifest):
        text = node["description"].strip()
        assert text, node["unique_id"]
        if node["resource_type"] == "model":
            assert text.startswith("One row"), node["unique_id"]


def test_every_macro_and_exposure_is_described(manifest: dict[str, Any]) -> None:
    macros = [
        macro
        for macro in manifest["macros"].values()
        # What dispatch chooses between is described where it is dispatched.
        if macro["package_name"] == PACKAGE and "__" not in macro["name"]
    ]
    assert macros
    assert len(manifest["exposures"]) == 5
    for item in (*macros, *manifest["exposures"].values()):
        assert item["description"].strip(), item["unique_id"]
