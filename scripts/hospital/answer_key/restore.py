"""From dirty tables and the answer key back to the clean tables, in DuckDB's SQL."""

from __future__ import annotations

from hospital.config import Engine
from hospital.schema.ddl import quoted, sql_type
from hospital.schema.model import Column
from hospital.schema.tables import BY_NAME


def restored(table: str, dirty: str, faults: str) -> str:
    """A query for the clean rows of an OLTP table, with its declared columns.

    `dirty` and `faults` are what a query can select from: the table as loaded, and the answer key's
    table of faults.
    """
    columns = BY_NAME[table].columns
    key = _name(columns[0])
    changed = ",\n        ".join(
        f"max(original_value) filter (where field_name = '{column.name}') as {_name(column)}"
        for column in columns
    )
    selected = ",\n    ".join(
        f"coalesce(cast(original.{_name(column)} as {sql_type(Engine.DUCKDB, column.type)}), "
        f"dirty.{_name(column)}) as {_name(column)}"
        for column in columns
    )
    return f"""
select
    {selected}
from {dirty} as dirty
left join (
    select
        row_id,
        {changed}
    from {faults}
    where table_name = '{table}' and field_name <> ''
    group by row_id
) as original on dirty.{key} = original.row_id
anti join (
    select row_id from {faults} where table_name = '{table}' and field_name = ''
) as added on dirty.{key} = added.row_id
"""


def _name(column: Column) -> str:
    return quoted(Engine.DUCKDB, column.name)
