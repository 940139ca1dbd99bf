"""Mutants as their files say them, and the copy of the project that one is planted in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from hospital.config import project_folder
from hospital.errors import MutantError

_KEYS = {"name", "fault", "file", "search", "replace", "tests", "equivalent"}
_NEEDED = ("name", "fault", "file", "search", "replace")


@dataclass(frozen=True)
class Mutant:
    """One fault. `search` occurs exactly once in the file; `replace` takes its place."""

    name: str
    fault: str  # in words
    file: str  # from the project's folder
    search: str
    replace: str
    tests: Sequence[str]  # what pytest is asked; empty: the file is dbt's, and dbt is asked
    equivalent: str  # why no test can see it; empty for a fault


def mutant_folder() -> Path:
    """Where the files are."""
    return project_folder() / "tests" / "mutants"


def read_mutants(folder: Path, project: Path) -> list[Mutant]:
    """Every mutant of every file of the folder, in the order of the files.

    Raises:
        MutantError: there is none, a file has a mistake, or a search text does not occur exactly
            once in the project.
    """
    mutants = [mutant for file in sorted(folder.glob("*.yml")) for mutant in _read(file)]
    if not mutants:
        raise MutantError(f"there is no mutant in {folder}")
    names = [mutant.name for mutant in mutants]
    for name in names:
        if names.count(name) > 1:
            raise MutantError(f"two mutants are called '{name}'")
    for mutant in mutants:
        _mutated(mutant, project)
    return mutants


@contextmanager
def planted(mutant: Mutant, project: Path) -> Iterator[None]:
    """The project with the fault; without it again afterwards.

    Raises:
        MutantError: the search text does not occur exactly once.
    """
    file = project / mutant.file
    sound = file.read_text(encoding="utf-8")
    file.write_text(_mutated(mutant, project), encoding="utf-8")
    try:
        yield
    finally:
        file.write_text(sound, encoding="utf-8")


def _mutated(mutant: Mutant, project: Path) -> str:
    try:
        text = (project / mutant.file).read_text(encoding="utf-8")
    except OSError as error:
        raise MutantError(f"{mutant.name}: {mutant.file} cannot be read: {error}") from error
    count = text.count(mutant.search)
    if count != 1:
        raise MutantError(
            f"{mutant.name}: what it replaces occurs {count} times in {mutant.file}, not once"
        )
    if mutant.search == mutant.replace:
        raise MutantError(f"{mutant.name}: it changes nothing")
    return text.replace(mutant.search, mutant.replace)


def _read(path: Path) -> list[Mutant]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise MutantError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(content, list):
        raise MutantError(f"{path.name} must hold a list of mutants")
    return [_mutant(path, entry) for entry in content]


def _mutant(path: Path, entry: Any) -> Mutant:
    if not isinstance(entry, Mapping):
        raise MutantError(f"{path.name}: a mutant is a mapping, not {entry!r}")
    for key in entry:
        if key not in _KEYS:
            raise MutantError(f"{path.name}: a mutant has no '{key}'")
    for key in _NEEDED:
        if not isinstance(entry.get(key), str) or (key != "replace" and not entry[key]):
            raise MutantError(f"{path.name}: {entry.get('name', 'a mutant')} needs text as '{key}'")
    return Mutant(
        name=entry["name"],
        fault=entry["fault"],
        file=entry["file"],
        search=entry["search"],
        replace=entry["replace"],
        tests=tuple(entry.get("tests", ())),
        equivalent=str(entry.get("equivalent", "")),
    )
