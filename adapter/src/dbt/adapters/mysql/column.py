"""Column types: what dbt's generic names mean in DDL and in CAST."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from dbt.adapters.base.column import Column

STRINGS = {"varchar", "char", "tinytext", "text", "mediumtext", "longtext"}
INTEGERS = {"tinyint", "smallint", "mediumint", "int", "integer", "bigint"}
FLOATS = {"float", "double", "real"}
TEXT_SIZES = {"tinytext": 255, "text": 65_535, "mediumtext": 2**24 - 1, "longtext": 2**32 - 1}
LONGEST_VARCHAR = 16_383  # characters of four bytes in a row of 65,535

# The first word of a type (as TYPE_LABELS leaves it) to the type that CAST knows.
# A `*` keeps what stands in parentheses.
CASTS = {
    **dict.fromkeys(INTEGERS | {"bool", "boolean", "serial", "year", "signed"}, "signed"),
    **dict.fromkeys(FLOATS, "double"),
    **dict.fromkeys(("tinytext", "text", "mediumtext", "longtext", "enum", "set"), "char"),
    **dict.fromkeys(("varchar", "char"), "char*"),
    **dict.fromkeys(("varbinary", "binary"), "binary*"),
    **dict.fromkeys(("tinyblob", "blob", "mediumblob", "longblob"), "binary"),
    **dict.fromkeys(("decimal", "numeric"), "decimal*"),
    **dict.fromkeys(("datetime", "timestamp"), "datetime*"),
    "bit": "unsigned",
    "time": "time*",
}


def plain_type(column_type: str) -> str:
    """Write a type of information_schema the way MySQL does.

    MariaDB remarks on the format of some types, and still gives integers a display width.
    """
    column_type = re.sub(r"\s*/\*.*?\*/", "", column_type)
    if column_type == "tinyint(1)":
        return column_type
    return re.sub(r"^(\w*int)\(\d+\)", r"\1", column_type)


@dataclass
class MySQLColumn(Column):
    """A column of MySQL or MariaDB."""

    TYPE_LABELS: ClassVar[dict[str, str]] = {
        "STRING": "text",
        "VARCHAR": "varchar(255)",
        "CHARACTER VARYING": "varchar(255)",
        "TIMESTAMP": "datetime(6)",  # MySQL's own TIMESTAMP ends in 2038 and moves with time zones
        "TIMESTAMP WITHOUT TIME ZONE": "datetime(6)",
        "BOOLEAN": "tinyint(1)",
        "BOOL": "tinyint(1)",
        "INTEGER": "int",
        "SIGNED": "bigint",
        "FLOAT8": "double",
        "FLOAT64": "double",
        "DOUBLE PRECISION": "double",
        "NUMERIC": "decimal(28,6)",
        "DECIMAL": "decimal(28,6)",
    }

    @classmethod
    def translate_type(cls, dtype: str) -> str:
        """Give the DDL type of a generic type name; anything else is left as written."""
        return cls.TYPE_LABELS.get(" ".join(dtype.upper().split()), dtype)

    @classmethod
    def cast_type(cls, dtype: str) -> str:
        """Give the type to write in CAST for a DDL or generic type name."""
        name = cls.translate_type(dtype.strip()).lower()
        match = re.match(r"([a-z]+)\s*(\([^)]*\))?(.*)", name)
        if match is None:
            return dtype
        word, size, rest = match[1], match[2] or "", match[3]
        if word in INTEGERS and "unsigned" in rest:
            return "unsigned"
        cast = CASTS.get(word)
        if cast is None:
            return dtype
        if word in ("datetime", "timestamp") and not size:
            size = "(6)"
        return cast.replace("*", size)

    @classmethod
    def from_information_schema(
        cls, name: str, data_type: str, column_type: str, size: Any, precision: Any, scale: Any
    ) -> "MySQLColumn":
        """Make a column from a row of information_schema.columns."""
        column_type = plain_type(column_type)
        if data_type in STRINGS:
            return cls(name, data_type, int(size))
        if data_type == "decimal" and "unsigned" not in column_type:
            return cls(name, data_type, None, int(precision), int(scale))
        return cls(name, column_type)

    @property
    def quoted(self) -> str:
        """The name in backticks."""
        return "`{}`".format(self.column.replace("`", "``"))

    @property
    def data_type(self) -> str:
        """The type as DDL writes it."""
        if self.dtype in ("varchar", "char") and self.char_size is not None:
            return f"{self.dtype}({self.char_size})"
        return self.translate_type(self.dtype) if self.is_string() else super().data_type

    @property
    def _word(self) -> str:
        return re.split(r"[\s(]", self.dtype.lower(), maxsplit=1)[0]

    def is_string(self) -> bool:
        """Whether the column holds text."""
        return self._word in STRINGS

    def is_integer(self) -> bool:
        """Whether the column holds whole numbers."""
        return self._word in INTEGERS

    def is_float(self) -> bool:
        """Whether the column holds floating-point numbers."""
        return self._word in FLOATS

    def string_size(self) -> int:
        """Give the characters a text column holds."""
        return self.char_size or TEXT_SIZES.get(self._word, 255)

    @classmethod
    def string_type(cls, size: int) -> str:
        """Give the smallest text type for so many characters."""
        if size <= LONGEST_VARCHAR:
            return f"varchar({size})"
        return next(name for name, most in TEXT_SIZES.items() if size <= most)
