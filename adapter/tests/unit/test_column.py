"""Types in DDL, in CAST, and as read from information_schema."""

import pytest
from dbt.adapters.mysql.column import MySQLColumn


@pytest.mark.parametrize(
    ("dtype", "cast"),
    [
        ("bigint", "signed"),
        ("INTEGER", "signed"),
        ("int unsigned", "unsigned"),
        ("boolean", "signed"),
        ("varchar(50)", "char(50)"),
        ("text", "char"),
        ("string", "char"),
        ("decimal(12,2)", "decimal(12,2)"),
        ("decimal(12, 2)", "decimal(12, 2)"),
        ("timestamp", "datetime(6)"),
        ("datetime", "datetime(6)"),
        ("datetime(3)", "datetime(3)"),
        ("date", "date"),
        ("time(2)", "time(2)"),
        ("double", "double"),
        ("double precision", "double"),
        ("json", "json"),
        ("varbinary(16)", "binary(16)"),
    ],
)
def test_cast_type(dtype: str, cast: str) -> None:
    assert MySQLColumn.cast_type(dtype) == cast


@pytest.mark.parametrize(
    ("dtype", "ddl"),
    [
        ("timestamp", "datetime(6)"),
        ("timestamp without  time zone", "datetime(6)"),
        ("boolean", "tinyint(1)"),
        ("string", "text"),
        ("enum('a','b')", "enum('a','b')"),
    ],
)
def test_translate_type(dtype: str, ddl: str) -> None:
    assert MySQLColumn.translate_type(dtype) == ddl


@pytest.mark.parametrize(
    ("column", "data_type", "family"),
    [
        (("varchar", "varchar(20)", 20, None, None), "varchar(20)", "string"),
        (("longtext", "longtext", 4294967295, None, None), "longtext", "string"),
        (("bigint", "bigint(20)", None, 19, 0), "bigint", "integer"),
        (("int", "int unsigned", None, 10, 0), "int unsigned", "integer"),
        (("decimal", "decimal(12,2)", None, 12, 2), "decimal(12,2)", "numeric"),
        (("double", "double", None, 22, None), "double", "float"),
        (("datetime", "datetime(6)", None, None, None), "datetime(6)", None),
    ],
)
def test_from_information_schema(
    column: tuple[object, ...], data_type: str, family: str | None
) -> None:
    made = MySQLColumn.from_information_schema("c", *column)
    assert made.data_type == data_type
    is_a = {
        kind: getattr(made, f"is_{kind}")() for kind in ("string", "integer", "numeric", "float")
    }
    assert [kind for kind, yes in is_a.items() if yes] == ([family] if family else [])


def test_names_are_quoted() -> None:
    assert MySQLColumn("a`b", "int").quoted == "`a``b`"
