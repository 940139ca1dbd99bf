"""A scenario as its file says it, read and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from hospital.config import project_folder
from hospital.errors import ScenarioError
from hospital.schema.tables import BY_NAME

NULL = "null"  # how a file writes a null
_SECTIONS = ("description", "covers", "source", "expect")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Scenario:
    """One file. Every value is text, as written; ids are the file's own."""

    name: str
    number: int  # from 1 on, in the order of the names: where the ids of the database begin
    description: str
    covers: Sequence[str]
    source: Mapping[str, Sequence[Row]]  # by OLTP table
    expect: Mapping[str, Sequence[Row]]  # by mart


def scenario_folder() -> Path:
    """Where the files are."""
    return project_folder() / "tests" / "scenarios"


def coverage_points() -> dict[str, str]:
    """What the scenarios must cover between them: each point in words, by name.

    Raises:
        ScenarioError: the list cannot be read.
    """
    listed = _loaded(scenario_folder().with_name("coverage_points.yml"))
    return {str(point): str(words) for point, words in listed.items()}


def read_scenarios(folder: Path) -> list[Scenario]:
    """Every scenario of the folder, by name.

    Raises:
        ScenarioError: there is none, or a file has a mistake.
    """
    files = sorted(folder.glob("*.yml"))
    if not files:
        raise ScenarioError(f"there is no scenario in {folder}")
    return [_read(file, number) for number, file in enumerate(files, start=1)]


def _read(path: Path, number: int) -> Scenario:
    content = _loaded(path)
    for section in content.keys() ^ set(_SECTIONS):
        kind = "unknown" if section in content else "missing"
        raise ScenarioError(f"{path.name}: the section '{section}' is {kind}")
    scenario = Scenario(
        name=path.stem,
        number=number,
        description=" ".join(str(content["description"]).split()),
        covers=_covers(path, content["covers"]),
        source=_tables(path, "source", content["source"]),
        expect=_tables(path, "expect", content["expect"]),
    )
    for table, rows in scenario.source.items():
        if table not in BY_NAME:
            raise ScenarioError(f"{path.name}: there is no source table '{table}'")
        known = BY_NAME[table].column_names
        for row in rows:
            for column in row:
                if column not in known:
                    raise ScenarioError(f"{path.name}: {table} has no column '{column}'")
            if known[0] not in row:
                raise ScenarioError(f"{path.name}: a row of {table} has no {known[0]}")
    for mart, rows in scenario.expect.items():
        for row in rows:
            if row.keys() != rows[0].keys():
                raise ScenarioError(
                    f"{path.name}: the expected rows of {mart} must name the same columns"
                )
    return scenario


def _covers(path: Path, covers: object) -> Sequence[str]:
    if not isinstance(covers, list) or not covers:
        raise ScenarioError(f"{path.name}: 'covers' must be a list of coverage points")
    return [str(point) for point in covers]


def _tables(path: Path, section: str, tables: object) -> dict[str, list[dict[str, str]]]:
    if not isinstance(tables, dict) or not tables:
        raise ScenarioError(f"{path.name}: '{section}' must name tables with lists of rows")
    for table, rows in tables.items():
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ScenarioError(f"{path.name}: {section}, {table} must be a list of rows")
    return tables


def _loaded(path: Path) -> dict[str, Any]:
    """The file as text values only: 007 stays 007, and 12.50 no binary fraction."""
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (OSError, yaml.YAMLError) as error:
        raise ScenarioError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise ScenarioError(f"{path.name} must hold a mapping")
    return content
