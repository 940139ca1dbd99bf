"""Comments on tables and columns, as `show create table` tells of them."""

import re
from dataclasses import dataclass
from typing import Self

_TEXT = r"'((?:[^'\\]|''|\\.)*)'"
_COLUMN = re.compile(r"  `((?:[^`]|``)+)` (.*?),?")
_COLUMN_COMMENT = re.compile(f" COMMENT {_TEXT}")
_TABLE_COMMENT = re.compile(rf"\).* COMMENT={_TEXT}.*")
_ESCAPED = re.compile(r"''|\\(.)", re.DOTALL)
_MEANT = {"0": "\0", "n": "\n", "r": "\r"}


@dataclass(frozen=True)
class Described:
    """A table's comment, and per column its definition without the comment, and the comment."""

    comment: str
    columns: dict[str, tuple[str, str]]

    @classmethod
    def parse(cls, statement: str) -> Self:
        """Read the server's own `create table`."""
        comment, columns = "", {}
        for line in statement.splitlines():
            if column := _COLUMN.fullmatch(line):
                found = _COLUMN_COMMENT.search(column[2])
                definition = _COLUMN_COMMENT.sub("", column[2])
                columns[column[1].replace("``", "`")] = definition, _plain(found)
            elif table := _TABLE_COMMENT.fullmatch(line):
                comment = _plain(table)
        return cls(comment, columns)


def _plain(literal: re.Match[str] | None) -> str:
    return _ESCAPED.sub(_meant, literal[1]) if literal else ""


def _meant(escaped: re.Match[str]) -> str:
    return _MEANT.get(escaped[1], escaped[1]) if escaped[1] else "'"
