"""Holds dbt's description of the OLTP tables against the declaration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from hospital.schema.model import Table


def differences(sources_yaml: str, tables: Iterable[Table]) -> list[str]:
    """How the source `oltp` of a dbt sources file departs from the declared tables, one line each.

    Tables and columns must be the same in the same order, and so must types and descriptions.
    """
    sources = {source["name"]: source for source in yaml.safe_load(sources_yaml)["sources"]}
    documented = {table["name"]: table for table in sources["oltp"]["tables"]}
    declared = {table.name: table for table in tables}
    found = _name_differences("tables", list(declared), list(documented))
    for name, table in declared.items():
        if name in documented:
            found.extend(_table_differences(table, documented[name]))
    return found


def _table_differences(table: Table, documented: Mapping[str, Any]) -> list[str]:
    columns = {column["name"]: column for column in documented.get("columns", [])}
    found = _name_differences(f"columns of {table.name}", list(table.column_names), list(columns))
    descriptions = [(table.name, table.description, documented.get("description"))]
    descriptions += [
        (
            f"{table.name}.{column.name}",
            column.description,
            columns.get(column.name, {}).get("description"),
        )
        for column in table.columns
    ]
    for name, expected, given in descriptions:
        if " ".join((given or "").split()) != expected:
            found.append(f"{name} is described as {given!r}, declared as {expected!r}")
    for column in table.columns:
        type_ = columns.get(column.name, {}).get("data_type")
        if type_ != str(column.type):
            found.append(f"{table.name}.{column.name} is of type {type_}, declared {column.type}")
    return found


def _name_differences(what: str, declared: list[str], documented: list[str]) -> list[str]:
    found = [f"{what}: {name} is missing" for name in declared if name not in documented]
    found += [f"{what}: {name} is not declared" for name in documented if name not in declared]
    if not found and declared != documented:
        found.append(f"{what}: the order is not the declared one")
    return found
