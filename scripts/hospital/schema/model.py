"""The words in which the OLTP schema is declared: column types, columns and tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The column types that every engine of the project has in common."""

    INTEGER = "integer"
    BIGINT = "bigint"
    CHAR = "char"
    VARCHAR = "varchar"
    DECIMAL = "decimal"
    DATE = "date"
    DATETIME = "datetime"  # to the second, without time zone


@dataclass(frozen=True)
class Type:
    """A column type; `size` is a length in characters or a decimal's precision."""

    kind: Kind
    size: int = 0
    scale: int = 0

    def __str__(self) -> str:
        """As SQL: `bigint`, `varchar(40)`, `decimal(12,2)`."""
        if not self.size:
            return self.kind.value
        size = f"{self.size},{self.scale}" if self.kind is Kind.DECIMAL else str(self.size)
        return f"{self.kind.value}({size})"


INTEGER = Type(Kind.INTEGER)
BIGINT = Type(Kind.BIGINT)
DATE = Type(Kind.DATE)
DATETIME = Type(Kind.DATETIME)
MONEY = Type(Kind.DECIMAL, 12, 2)  # US dollars


def char(size: int) -> Type:
    """Text of exactly `size` characters."""
    return Type(Kind.CHAR, size)


def varchar(size: int) -> Type:
    """Text of at most `size` characters."""
    return Type(Kind.VARCHAR, size)


@dataclass(frozen=True)
class Column:
    """One column of an OLTP table.

    `classic` columns are those of the classic form of the exercise: their names never change, and a
    row that gives only them is accepted. `references` names the table whose primary key it holds.
    `defaults_to_now` marks the audit stamps that a hand-written row may leave out, `renewed` those
    that a server also sets to now whenever the row is changed without naming them.
    """

    name: str
    type: Type
    description: str
    nullable: bool = False
    classic: bool = False
    references: str | None = None
    indexed: bool = False
    unique: bool = False
    defaults_to_now: bool = False
    renewed: bool = False


@dataclass(frozen=True)
class Table:
    """One OLTP table; its first column is its primary key."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def primary_key(self) -> Column:
        """The column that identifies a row."""
        return self.columns[0]

    @property
    def column_names(self) -> tuple[str, ...]:
        """The names in declared order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")
