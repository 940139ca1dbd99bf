"""A model's `indexes`."""

import re
from dataclasses import dataclass
from typing import Any

from dbt.adapters.mysql.names import shorten
from dbt_common.dataclass_schema import ValidationError, dbtClassMixin
from dbt_common.exceptions import CompilationError


@dataclass
class MySQLIndex(dbtClassMixin):
    """One entry of a model's `indexes`."""

    columns: list[str]
    unique: bool = False
    type: str | None = None
    name: str | None = None

    @classmethod
    def parse(cls, raw: Any) -> "MySQLIndex":
        """Read an entry, or say what is wrong with it."""
        try:
            cls.validate(raw)
            index = cls.from_dict(raw)
        except ValidationError as error:
            raise CompilationError(f"Could not parse the index {raw}: {error.message}") from error
        kinds = (None, "btree", "hash", "fulltext", "spatial")
        if index.type not in kinds or (index.unique and index.type in kinds[3:]):
            raise CompilationError(f"MySQL has no such index: {raw}")
        return index

    @property
    def is_declared(self) -> bool:
        """Whether it is made with its table: a unique one, which rows are best checked against."""
        return self.unique and all(_is_name(column) for column in self.columns)

    def render(self) -> str:
        """Give the index as `create table` and, after `add`, `alter table` have it."""
        special = self.type in ("fulltext", "spatial")
        kind = f"{self.type} " if special else "unique " if self.unique else ""
        using = f" using {self.type}" if self.type and not special else ""
        name = self.name or shorten("ix_" + "_".join(re.sub(r"\W+", "_", c) for c in self.columns))
        # A plain name is quoted; `name(20)` or `name desc` is left as written.
        parts = ", ".join(f"`{c}`" if _is_name(c) else c for c in self.columns)
        return f"{kind}index `{name}` ({parts}){using}"


def _is_name(column: str) -> bool:
    return re.fullmatch(r"[\w$]+", column) is not None
