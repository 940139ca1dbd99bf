"""The rows of the marts against those that the scenarios expect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from hospital.scenarios.ids import is_id, local_id
from hospital.scenarios.model import NULL, Row, Scenario
from hospital.verification.connections import Reader
from hospital.verification.dbt_project import Mart

Values = tuple[str, ...]


def check_scenarios(
    reader: Reader, marts: Sequence[Mart], scenarios: Sequence[Scenario]
) -> dict[str, list[str]]:
    """What each scenario finds wrong, in lines for people; the list of a sound one is empty.

    Raises:
        NotBuiltError: a mart is not built.
    """
    found: dict[str, list[str]] = {scenario.name: [] for scenario in scenarios}
    by_name = {mart.name: mart for mart in marts}
    for name in sorted({mart for scenario in scenarios for mart in scenario.expect}):
        concerned = [scenario for scenario in scenarios if name in scenario.expect]
        if name not in by_name:
            for scenario in concerned:
                found[scenario.name].append(f"there is no mart '{name}'")
            continue
        mart = by_name[name]
        names, rows = reader.query(f"select * from {reader.table(mart.schema, name)}")
        held = [dict(zip(names, row, strict=True)) for row in rows]
        for scenario in concerned:
            expected = scenario.expect[name]
            found[scenario.name] += _differences(scenario, mart, expected, held)
    return found


def _differences(
    scenario: Scenario, mart: Mart, expected: Sequence[Row], held: Sequence[Mapping[str, Any]]
) -> list[str]:
    columns = list(expected[0]) if expected else list(mart.key)
    unknown = [column for column in columns if column not in mart.types]
    if unknown:
        return [f"{mart.name} has no column '{unknown[0]}'"]
    wanted = Counter(tuple(_plain(row[column]) for column in columns) for row in expected)
    there = Counter(
        tuple(_text(scenario, column, row[column]) for column in columns)
        for row in held
        if _belongs(scenario, mart, row)
    )
    lines = [_line(mart, "is missing", columns, row) for row in (wanted - there).elements()]
    lines += [_line(mart, "is too much", columns, row) for row in (there - wanted).elements()]
    return lines


def _belongs(scenario: Scenario, mart: Mart, row: Mapping[str, Any]) -> bool:
    return any(
        row[column] is not None and local_id(scenario.number, row[column]) is not None
        for column, data_type in mart.types.items()
        if is_id(column) and data_type in ("integer", "bigint")
    )


def _text(scenario: Scenario, column: str, value: Any) -> str:
    """A value of the database as a scenario's file writes it."""
    if value is None:
        return NULL
    if is_id(column) and isinstance(value, int):
        local = local_id(scenario.number, value)
        return str(value if local is None else local)
    return _plain(f"{value:f}" if isinstance(value, Decimal) else str(value))


def _plain(text: str) -> str:
    """Numbers without the zeros that only a type adds: 12.50 is 12.5, and 007 stays 007."""
    if "." not in text:
        return text
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return f"{number.normalize():f}"


def _line(mart: Mart, what: str, columns: Sequence[str], row: Values) -> str:
    cells = ", ".join(f"{column} {value}" for column, value in zip(columns, row, strict=True))
    return f"{mart.name}: a row {what}: {cells}"
