"""Constraints, as both servers honour them."""

from collections.abc import Iterable
from typing import Any, ClassVar

from dbt.adapters.base.impl import ConstraintSupport
from dbt.adapters.base.meta import available
from dbt.adapters.mysql.column import MySQLColumn
from dbt.adapters.sql.impl import SQLAdapter
from dbt_common.contracts.constraints import (
    ColumnLevelConstraint,
    ConstraintType,
    ModelLevelConstraint,
)


class ConstrainingAdapter(SQLAdapter):
    """The part of the adapter that writes constraints."""

    CONSTRAINT_SUPPORT: ClassVar[  # type: ignore[misc]
        dict[ConstraintType, ConstraintSupport]
    ] = dict.fromkeys(
        (
            ConstraintType.check,
            ConstraintType.not_null,
            ConstraintType.unique,
            ConstraintType.primary_key,
            ConstraintType.foreign_key,
        ),
        ConstraintSupport.ENFORCED,
    )

    @classmethod
    def quote(cls, identifier: str) -> str:
        """Quote a name with backticks."""
        return "`{}`".format(str(identifier).replace("`", "``"))

    @classmethod
    def _quoted(cls, names: Iterable[str]) -> str:
        return ", ".join(n if n.startswith("`") else cls.quote(n) for n in names)

    @classmethod
    def _foreign_key(
        cls, columns: Iterable[str], constraint: ColumnLevelConstraint | ModelLevelConstraint
    ) -> str | None:
        if constraint.to and constraint.to_columns:
            target = f"{constraint.to} ({cls._quoted(constraint.to_columns)})"
        elif constraint.expression:
            target = constraint.expression
        else:
            return None
        return f"foreign key ({cls._quoted(columns)}) references {target}"

    @classmethod
    def render_column_constraint(cls, constraint: ColumnLevelConstraint) -> str | None:
        """Render what belongs to a column's own line."""
        if constraint.type in (ConstraintType.check, ConstraintType.foreign_key):
            return None  # written below the columns, where both servers honour them alike
        return super().render_column_constraint(constraint)

    @available
    @classmethod
    def render_raw_columns_constraints(cls, raw_columns: dict[str, dict[str, Any]]) -> list[str]:
        """Render the lines of `create table`: the columns, then their checks and foreign keys."""
        translated = {
            name: {
                **column,
                "quote": True,
                "data_type": MySQLColumn.translate_type(column["data_type"]),
            }
            for name, column in raw_columns.items()
        }
        lines: list[str] = super().render_raw_columns_constraints(translated)
        for column in raw_columns.values():
            for raw in column.get("constraints") or ():
                constraint = cls._parse_column_constraint(raw)
                if constraint.type == ConstraintType.check and constraint.expression:
                    lines.append(f"check ({constraint.expression})")
                elif constraint.type == ConstraintType.foreign_key:
                    rendered = cls._foreign_key([column["name"]], constraint)
                    lines.extend([rendered] if rendered else [])
        return lines

    @classmethod
    def render_model_constraint(cls, constraint: ModelLevelConstraint) -> str | None:
        """Render a table-level constraint.

        The names of checks and foreign keys are left to the server: they are unique in a schema,
        and a table is built beside the one it replaces.
        """
        columns = cls._quoted(constraint.columns)
        if constraint.type == ConstraintType.check and constraint.expression:
            return f"check ({constraint.expression})"
        if constraint.type == ConstraintType.foreign_key:
            return cls._foreign_key(constraint.columns, constraint)
        if constraint.type == ConstraintType.unique:
            name = f" {cls.quote(constraint.name)}" if constraint.name else ""
            return f"unique key{name} ({columns})"
        if constraint.type == ConstraintType.primary_key:
            return f"primary key ({columns})"
        return super().render_model_constraint(constraint)

    @available
    @staticmethod
    def primary_key(model: dict[str, Any]) -> list[str]:
        """Name the columns of a model's primary key, none unless its contract is enforced."""
        if not model["config"].get("contract", {}).get("enforced"):
            return []
        named = [
            [column["name"]]
            for column in model["columns"].values()
            for constraint in column.get("constraints") or ()
            if constraint["type"] == ConstraintType.primary_key
        ]
        listed = [
            list(constraint["columns"])
            for constraint in model.get("constraints") or ()
            if constraint["type"] == ConstraintType.primary_key
        ]
        return next(iter(listed + named), [])
