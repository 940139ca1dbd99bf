"""The OLTP schema as DDL of each engine. Names are quoted and qualified with the database."""

from __future__ import annotations

from collections.abc import Iterator

from hospital.config import Engine
from hospital.schema.model import Column, Kind, Table, Type
from hospital.schema.tables import BY_NAME

# Binary collations: = and order by compare code points and count trailing spaces, as DuckDB does.
_COLLATIONS = {Engine.MYSQL: "utf8mb4_0900_bin", Engine.MARIADB: "utf8mb4_nopad_bin"}


def quoted(engine: Engine, *parts: str) -> str:
    """A name of one or more parts, quoted as the engine does."""
    mark = '"' if engine is Engine.DUCKDB else "`"
    return ".".join(f"{mark}{part}{mark}" for part in parts)


def create_database(engine: Engine, database: str) -> str:
    """Creates the OLTP database (in DuckDB a schema) if it is missing."""
    name = quoted(engine, database)
    if engine is Engine.DUCKDB:
        return f"create schema if not exists {name}"
    return (
        f"create database if not exists {name} character set utf8mb4 collate {_COLLATIONS[engine]}"
    )


def create_table(engine: Engine, table: Table, database: str) -> str:
    """Creates one table with its primary key and defaults.

    On a server it carries its comments, and `add_indexes` and `add_foreign_keys` add the other keys
    after the load, which is several times faster. DuckDB cannot add keys later: its tables are
    created with them, and `create_indexes` and `comments` give the rest.
    """
    lines = [_column_definition(engine, column) for column in table.columns]
    lines.append(f"primary key ({quoted(engine, table.primary_key.name)})")
    if engine is Engine.DUCKDB:
        lines.extend(_indexes(engine, table))
        lines.extend(_foreign_keys(engine, table, database))
    body = ",\n    ".join(lines)
    statement = f"create table {quoted(engine, database, table.name)} (\n    {body}\n)"
    if engine is Engine.DUCKDB:
        return statement
    return f"{statement} engine = InnoDB comment = {_literal(table.description)}"


def add_indexes(engine: Engine, table: Table, database: str) -> str | None:
    """On a server, adds unique keys and indexes; None where the table has none."""
    return _alteration(engine, table, database, _indexes(engine, table))


def add_foreign_keys(engine: Engine, table: Table, database: str) -> str | None:
    """On a server, adds the foreign keys; None where the table has none."""
    return _alteration(engine, table, database, _foreign_keys(engine, table, database))


def _alteration(engine: Engine, table: Table, database: str, keys: Iterator[str]) -> str | None:
    additions = ",\n    ".join(f"add {key}" for key in keys)
    if not additions:
        return None
    return f"alter table {quoted(engine, database, table.name)}\n    {additions}"


def create_indexes(engine: Engine, table: Table, database: str) -> list[str]:
    """On DuckDB, the indexes of the `indexed` columns; a server has them from its keys.

    Not of the columns that change with every change of a row: DuckDB refuses to update an indexed
    column of a row that others refer to.
    """
    if engine is not Engine.DUCKDB:
        return []
    return [
        f"create index {quoted(engine, _index_name(table, column))} "
        f"on {quoted(engine, database, table.name)} ({quoted(engine, column.name)})"
        for column in table.columns
        if column.indexed and not column.renewed
    ]


def comments(engine: Engine, table: Table, database: str) -> list[str]:
    """On DuckDB, the statements that describe table and columns; a server has them inline."""
    if engine is not Engine.DUCKDB:
        return []
    name = quoted(engine, database, table.name)
    return [
        f"comment on table {name} is {_literal(table.description)}",
        *(
            f"comment on column {name}.{quoted(engine, column.name)} "
            f"is {_literal(column.description)}"
            for column in table.columns
        ),
    ]


def _column_definition(engine: Engine, column: Column) -> str:
    words = [quoted(engine, column.name), sql_type(engine, column.type)]
    words.append("null" if column.nullable else "not null")
    if column.defaults_to_now:
        words.append(f"default {_now(engine)}")
    if engine is not Engine.DUCKDB:
        if column.renewed:
            words.append(f"on update {_now(engine)}")
        words.append(f"comment {_literal(column.description)}")
    return " ".join(words)


def _now(engine: Engine) -> str:
    # DuckDB's current_timestamp has a time zone and microseconds; the column has neither.
    if engine is Engine.DUCKDB:
        return "(date_trunc('second', cast(current_timestamp as timestamp)))"
    return "current_timestamp"


def sql_type(engine: Engine, type_: Type) -> str:
    """The engine's name of a column type."""
    match type_.kind:
        case Kind.CHAR if engine is not Engine.DUCKDB:
            return f"char({type_.size})"
        case Kind.CHAR | Kind.VARCHAR:
            return f"varchar({type_.size})"
        case Kind.DECIMAL:
            return f"decimal({type_.size}, {type_.scale})"
        case Kind.DATETIME:
            return "timestamp" if engine is Engine.DUCKDB else "datetime"
        case Kind.INTEGER | Kind.BIGINT | Kind.DATE:
            return str(type_.kind.value)


def _indexes(engine: Engine, table: Table) -> Iterator[str]:
    """Unique keys, and on a server indexes."""
    server = engine is not Engine.DUCKDB
    for column in table.columns:
        name = quoted(engine, column.name)
        if column.unique:
            label = f" {quoted(engine, f'{table.name}_{column.name}_unique')}" if server else ""
            yield f"unique{label} ({name})"
        elif server and (column.indexed or column.references):
            yield f"index {quoted(engine, _index_name(table, column))} ({name})"


def _foreign_keys(engine: Engine, table: Table, database: str) -> Iterator[str]:
    for column in table.columns:
        if column.references:
            parent = BY_NAME[column.references]
            constraint = f"{table.name}_{column.name}_fk"
            label = "" if engine is Engine.DUCKDB else f"constraint {quoted(engine, constraint)} "
            yield (
                f"{label}foreign key ({quoted(engine, column.name)}) references "
                f"{quoted(engine, database, parent.name)} "
                f"({quoted(engine, parent.primary_key.name)})"
            )


def _index_name(table: Table, column: Column) -> str:
    return f"{table.name}_{column.name}_index"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
