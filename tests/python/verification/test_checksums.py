"""Checksums see every difference in values and none in order or spelling."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hospital.verification.checksums import canonical, canonical_rows, differing_keys, digest

TYPES = {"encounter_key": "bigint", "note": "varchar(20)", "amount": "decimal(14,2)"}
NAMES, KEY = list(TYPES), ["encounter_key"]


@pytest.mark.parametrize(
    ("data_type", "value", "text"),
    [
        ("bigint", 7, "7"),
        ("integer", Decimal("7"), "7"),
        ("bigint", None, "null"),
        ("decimal(14,2)", Decimal("1.5"), "1.50"),
        ("decimal(14,2)", Decimal("-0.00"), "0.00"),
        ("decimal(9,6)", 1, "1.000000"),
        ("date", date(2024, 2, 29), "2024-02-29"),
        ("timestamp", datetime(2024, 2, 29, 1, 2, 3), "2024-02-29 01:02:03.000000"),
        ("varchar(20)", "null", '"null"'),
        ("varchar(20)", "é ", '"é "'),
    ],
)
def test_canonical_texts(data_type: str, value: Any, text: str) -> None:
    assert canonical(data_type)(value) == text


@pytest.mark.parametrize(
    ("data_type", "value"),
    [
        ("bigint", 7.0),
        ("bigint", True),
        ("bigint", "7"),
        ("bigint", Decimal("7.5")),
        ("decimal(14,2)", Decimal("1.005")),
        ("decimal(14,2)", 1.5),
        ("date", datetime(2024, 2, 29)),
        ("timestamp", date(2024, 2, 29)),
        ("varchar(20)", 7),
    ],
)
def test_a_value_of_another_type_never_passes_for_the_right_one(data_type: str, value: Any) -> None:
    assert canonical(data_type)(value).startswith(f"{type(value).__name__}:")


def test_a_type_that_the_project_does_not_use_is_refused() -> None:
    with pytest.raises(ValueError, match="double"):
        canonical("double")


ROWS = [(1, "one", Decimal("1.00")), (2, None, Decimal("2.00")), (10, "ten", None)]


@given(st.permutations(ROWS))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[Any, ...]]) -> None:
    assert digest(NAMES, rows, TYPES, KEY).checksum == digest(NAMES, ROWS, TYPES, KEY).checksum


def test_the_order_of_columns_does_not_matter() -> None:
    turned = [row[::-1] for row in ROWS]
    assert digest(NAMES[::-1], turned, TYPES, KEY) == digest(NAMES, ROWS, TYPES, KEY)


@pytest.mark.parametrize(
    ("changed", "keys"),
    [
        ([*ROWS[:2], (10, "ten", Decimal("0.00"))], ["10"]),
        ([ROWS[0], (2, "", Decimal("2.00")), ROWS[2]], ["2"]),
        (ROWS[:2], ["10"]),
        ([*ROWS, (11, "one", Decimal("1.00"))], ["11"]),
        ([(1, "ten", Decimal("1.00")), ROWS[1], (10, "one", None)], ["1", "10"]),
    ],
)
def test_every_change_changes_the_checksum_and_is_found(
    changed: list[tuple[Any, ...]], keys: list[str]
) -> None:
    first, second = digest(NAMES, ROWS, TYPES, KEY), digest(NAMES, changed, TYPES, KEY)
    assert first.checksum != second.checksum
    assert differing_keys(first, second) == [(key,) for key in keys]


def test_texts_do_not_run_together() -> None:
    types = {"id": "integer", "first": "varchar(9)", "second": "varchar(9)"}
    one = digest(list(types), [(1, "ab", "c")], types, ["id"])
    other = digest(list(types), [(1, "a", "bc")], types, ["id"])
    assert one.checksum != other.checksum


def test_a_key_that_occurs_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="two rows have the key 1"):
        canonical_rows(NAMES, [ROWS[0], ROWS[0]], TYPES, KEY)


def test_a_column_that_the_contract_lacks_is_refused() -> None:
    with pytest.raises(ValueError, match="the contract has"):
        canonical_rows([*NAMES, "more"], [], TYPES, KEY)
