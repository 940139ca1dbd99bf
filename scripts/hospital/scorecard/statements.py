"""The scorecard's SQL files: helper tables, metrics and checks, each with its opening comment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True)
class Statement:
    """One SQL file; `comment` is its opening comment in one line."""

    name: str  # the file's name without the suffix
    comment: str
    text: str


def statements(folder: str) -> list[Statement]:
    """The SQL files of setup, metrics or coherence, in the order of their names."""
    return sorted(_read(folder), key=lambda statement: statement.name)


def _read(folder: str) -> Iterator[Statement]:
    for file in files("hospital.scorecard").joinpath(folder).iterdir():
        if file.name.endswith(".sql"):
            text = file.read_text(encoding="utf-8")
            yield Statement(file.name.removesuffix(".sql"), _opening_comment(text), text)


def _opening_comment(text: str) -> str:
    lines = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return " ".join(lines)
