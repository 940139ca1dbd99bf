"""The OLTP schema as Arrow schemas: the form in which simulated rows travel to the sinks."""

from __future__ import annotations

import pyarrow as pa

from hospital.schema.model import Kind, Table, Type


def arrow_type(type_: Type) -> pa.DataType:
    """The Arrow type of a column type; DATETIME carries microseconds, always whole seconds."""
    match type_.kind:
        case Kind.INTEGER:
            return pa.int32()
        case Kind.BIGINT:
            return pa.int64()
        case Kind.CHAR | Kind.VARCHAR:
            return pa.string()
        case Kind.DECIMAL:
            return pa.decimal128(type_.size, type_.scale)
        case Kind.DATE:
            return pa.date32()
        case Kind.DATETIME:
            return pa.timestamp("us")


def arrow_schema(table: Table) -> pa.Schema:
    """Every column of the table in declared order, nullable as declared."""
    return pa.schema(
        [
            pa.field(column.name, arrow_type(column.type), nullable=column.nullable)
            for column in table.columns
        ]
    )
