"""A database that is advanced is the one that would have been generated."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hospital.advancing import Hospital, advance
from hospital.config import DefectSettings, Engine, GenerateConfig
from hospital.generation import generate
from hospital.schema.tables import TABLES
from hospital.sinks.folder import MANIFEST, folder_at

from ..sinks.conftest import Database
from .days import CLEAN, DIRTY, config, shown

FIRST, LAST = date(2024, 3, 10), date(2024, 4, 25)
STEPS = {
    "at once": [LAST],
    "in steps": [date(2024, 3, 11), date(2024, 3, 12), date(2024, 3, 13), date(2024, 4, 1), LAST],
}

Content = dict[str, list[tuple[Any, ...]]]


def content(database: Database) -> Content:
    return {
        table.name: database.run(f"select * from {database.table(table.name)} order by 1")
        for table in TABLES
    }


def simulated(settings: GenerateConfig) -> Content:
    """What `generate` would put into the database."""
    (tables,) = shown(settings, [settings.as_of])
    return {
        name: [tuple(row.values()) for row in rows.to_pylist()] for name, rows in tables.items()
    }


def key_of(database: Database) -> dict[str, Any]:
    """Settings and checksums of the answer key, which must be complete."""
    manifest = folder_at(database.sink.answer_key).read_json(MANIFEST)
    return {name: manifest[name] for name in ("settings", "tables")}


def differing(first: Content, second: Content) -> list[str]:
    return [name for name in first if first[name] != second[name]]


# the servers' own part is the same for clean and dirty rows
@pytest.mark.parametrize(
    ("database", "steps", "defects"),
    [
        (Engine.DUCKDB, "at once", CLEAN),
        (Engine.DUCKDB, "in steps", CLEAN),
        (Engine.DUCKDB, "at once", DIRTY),
        (Engine.DUCKDB, "in steps", DIRTY),
        (Engine.MYSQL, "in steps", DIRTY),
        (Engine.MARIADB, "in steps", DIRTY),
    ],
    indirect=["database"],
    ids=["clean", "clean in steps", "dirty", "dirty in steps", "mysql", "mariadb"],
)
@pytest.mark.usefixtures("folder", "eventful")
def test_an_advanced_database_is_the_generated_one(
    database: Database, steps: str, defects: DefectSettings
) -> None:
    generate(config(FIRST, 120, defects=defects), database.sink, replace=False)
    hospital = Hospital(LAST) if steps == "in steps" else None
    done = [advance(database.sink, day, hospital) for day in STEPS[steps]]
    advanced, key = content(database), key_of(database)
    generate(config(LAST, 120, defects=defects), database.sink, replace=True)
    assert differing(advanced, content(database)) == []
    assert key == key_of(database)
    # and it was no idle walk
    for name in ("encounters", "encounter_diagnoses", "encounter_procedures", "billing"):
        counts = [step.counts[name] for step in done if name in step.counts]
        assert sum(count.inserted for count in counts) > 0, name
        assert sum(count.deleted for count in counts) > 0, name
        assert name == "encounters" or sum(count.updated for count in counts) > 0, name


@pytest.mark.usefixtures("folder")
def test_the_counts_are_those_of_the_rows(database: Database) -> None:
    generate(config(FIRST, 120), database.sink, replace=False)
    before = content(database)
    done = advance(database.sink, LAST)
    after = content(database)
    for name in before:
        old, new = ({row[0]: row for row in rows[name]} for rows in (before, after))
        counts = done.counts.get(name)
        found = (
            len(new.keys() - old.keys()),
            sum(old[key] != new[key] for key in old.keys() & new.keys()),
            len(old.keys() - new.keys()),
        )
        assert found == ((counts.inserted, counts.updated, counts.deleted) if counts else (0, 0, 0))


@pytest.mark.usefixtures("eventful")
def test_keys_indexes_and_views_of_the_database_stay(database: Database, folder: Path) -> None:
    generate(config(FIRST, 120), database.sink, replace=False)
    schema = "duckdb_constraints()" if database.engine is Engine.DUCKDB else None
    view = database.table("billing").replace("billing", "open_claims")
    database.run(
        f"create view {view} as select * from {database.table('billing')} "
        f"where claim_status = 'Pending'"
    )
    described = _description(database, schema)
    advance(database.sink, LAST)
    assert _description(database, schema) == described
    ((pending,),) = database.run(f"select count(*) from {view}")
    assert pending == sum(row[5] == "Pending" for row in content(database)["billing"])
    assert folder.exists()


def _description(database: Database, constraints: str | None) -> list[tuple[Any, ...]]:
    """Indexes, constraints and comments."""
    if constraints is not None:
        return database.run(
            f"select table_name, constraint_text from {constraints} "
            "union all select table_name, index_name from duckdb_indexes() "
            "union all select table_name, comment from duckdb_columns() where not internal "
            "order by all"
        )
    name = database.environment["OLTP_DATABASE"]
    return database.run(
        "select table_name, index_name, column_name from information_schema.statistics "
        f"where table_schema = '{name}' order by 1, 2, 3"
    )
