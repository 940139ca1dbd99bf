"""Reads what a test has built."""

from typing import Any

from dbt.tests.util import relation_from_name


def tables(project: Any) -> set[str]:
    """Name what stands in the schema."""
    rows = project.run_sql(
        "select table_name from information_schema.tables"
        f" where table_schema = '{project.test_schema}'",
        fetch="all",
    )
    return {name for (name,) in rows}


def rows(project: Any, name: str) -> list[tuple[Any, ...]]:
    """Read a relation, in the order of its first column."""
    relation = relation_from_name(project.adapter, name)
    found: list[tuple[Any, ...]] = project.run_sql(
        f"select * from {relation} order by 1", fetch="all"
    )
    return found
