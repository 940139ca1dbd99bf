"""The diagrams of both schemas in docs/data_model.md, generated between marks in that page.

The OLTP part comes from the schema declaration, the star from the YAML beside its models: columns
from the contracts, links from the relationships tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from hospital.config import project_folder
from hospital.errors import HospitalError
from hospital.schema.tables import TABLES

PAGE = Path("docs") / "data_model.md"
STAR_MODELS = Path("models") / "marts" / "core"
_ANSWER_MODELS = Path("models") / "marts" / "analytics"
_QUALITY_MODELS = Path("models") / "marts" / "quality"

_REFERENCE = re.compile(r"ref\('(\w+)'\)")


@dataclass(frozen=True)
class Column:
    """A column as a diagram shows it; `target` is the table that it refers to."""

    name: str
    data_type: str
    is_key: bool
    target: str | None = None


@dataclass(frozen=True)
class Entity:
    """A table as a diagram shows it."""

    name: str
    grain: str
    columns: tuple[Column, ...]


def write_data_model() -> Path:
    """Writes the generated parts anew and returns the page's path in the project."""
    path = project_folder() / PAGE
    path.write_text(with_diagrams(path.read_text()))
    return PAGE


def with_diagrams(page: str) -> str:
    """The page with all its generated parts as they should be now.

    Raises:
        HospitalError: the page lacks the marks of a part.
    """
    parts = {
        "oltp": _part(oltp_entities()),
        "star": _part(model_entities(STAR_MODELS)),
        "answers": _grains(model_entities(_ANSWER_MODELS)),
        "quality": _grains(model_entities(_QUALITY_MODELS)),
    }
    for name, content in parts.items():
        begin, end = f"<!-- generated: {name} -->\n", "<!-- end -->"
        before, found, after = page.partition(begin)
        _, closed, rest = after.partition(end)
        if not found or not closed:
            raise HospitalError(f"{PAGE} lacks '{begin.strip()}' with '{end}' below")
        page = f"{before}{begin}\n{content}\n{end}{rest}"
    return page


def oltp_entities() -> list[Entity]:
    """The OLTP tables, parents before children."""
    return [
        Entity(
            table.name,
            table.description,
            tuple(
                Column(
                    column.name,
                    column.type.kind.value,
                    column is table.primary_key,
                    column.references,
                )
                for column in table.columns
            ),
        )
        for table in TABLES
    ]


def model_entities(folder: Path) -> list[Entity]:
    """The dbt models that are described in a folder, by name."""
    files = sorted((project_folder() / folder).glob("*.yml"))
    return [_model(model) for file in files for model in _described_models(file)]


def _described_models(file: Path) -> list[Mapping[str, Any]]:
    try:
        models: list[Mapping[str, Any]] = yaml.safe_load(file.read_text()).get("models", [])
    except yaml.YAMLError as error:
        raise HospitalError(f"{file} is no valid YAML: {error}") from error
    return models


def _model(model: Mapping[str, Any]) -> Entity:
    keys = {
        name
        for constraint in model.get("constraints", [])
        if constraint["type"] == "primary_key"
        for name in constraint["columns"]
    }
    columns = tuple(
        Column(
            column["name"],
            column["data_type"].split("(")[0],
            column["name"] in keys
            or any(each["type"] == "primary_key" for each in column.get("constraints", [])),
            next(_targets(column.get("data_tests", [])), None),
        )
        for column in model["columns"]
    )
    return Entity(model["name"], " ".join(model["description"].split()), columns)


def _targets(data_tests: Iterable[Any]) -> Iterator[str]:
    for data_test in data_tests:
        if isinstance(data_test, Mapping) and "relationships" in data_test:
            found = _REFERENCE.fullmatch(data_test["relationships"]["arguments"]["to"])
            if found:
                yield found[1]


def _part(entities: list[Entity]) -> str:
    return f"{_diagram(entities)}\n\n{_grains(entities)}"


def _diagram(entities: Iterable[Entity]) -> str:
    lines = ["```mermaid", "erDiagram"]
    links = []
    for entity in entities:
        lines.append(f"    {entity.name} {{")
        for column in entity.columns:
            marks = [
                mark for mark, holds in (("PK", column.is_key), ("FK", column.target)) if holds
            ]
            lines.append(f"        {column.data_type} {column.name} {', '.join(marks)}".rstrip())
            if column.target:
                links.append(f"    {column.target} ||--o{{ {entity.name} : {column.name}")
        lines.append("    }")
    return "\n".join([*lines, *links, "```"])


def _grains(entities: Iterable[Entity]) -> str:
    lines = ["| table | what it holds |", "| --- | --- |"]
    lines += [f"| `{entity.name}` | {entity.grain} |" for entity in entities]
    return "\n".join(lines)
