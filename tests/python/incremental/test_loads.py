"""Loads of a part of the models, versions that come late, and what a load depends on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from hospital.advancing.advance import Hospital, advance
from hospital.config import Engine, GenerateConfig, project_folder
from hospital.defects.settings import defect_settings
from hospital.generation import generate
from hospital.sinks.duckdb import DuckDBSink
from hospital.verification.checksums import TableDigest
from hospital.verification.compare import BuiltStar, digests
from hospital.verification.dbt_project import read_marts
from hospital.verification.dbt_runs import DbtRuns

from ..verification.conftest import environment_of

FIRST, LATER = date(2025, 5, 31), date(2025, 6, 30)
OLTP, OLAP, STAGING = "healthcare_oltp", "healthcare_olap", "healthcare_olap_staging"


@dataclass(frozen=True)
class Warehouse:
    """A small hospital in a DuckDB file with its star, and the project that makes it."""

    file: Path
    runs: DbtRuns

    def query(self, statement: str) -> list[Any]:
        with closing(duckdb.connect(str(self.file))) as connection:
            return connection.execute(statement).fetchall()

    @property
    def closed_loads(self) -> int:
        [(count,)] = self.query(f"select count(*) from {STAGING}.int_loads_closed")
        return int(count)

    def marts(self) -> dict[str, TableDigest]:
        """What every mart holds; a history of loads tells how the rest came about, so not that."""
        marts = [mart for mart in read_marts(self.runs.target) if mart.layer != "audit"]
        return digests(BuiltStar(Engine.DUCKDB, self.runs.environment, marts))


# Four patients, each with one encounter that nothing else touches, and what becomes of it.
MOVED, AWAITED, FOLLOWED, CORRECTED = 5_000_001, 5_000_002, 5_000_003, 5_000_004
ENCOUNTERS = {
    MOVED: ("Outpatient", "2001-02-10 09:00:00", "2001-02-10 10:00:00"),
    AWAITED: ("Inpatient", "2025-05-10 09:00:00", "2025-05-15 09:00:00"),
    FOLLOWED: ("Inpatient", "2002-03-01 09:00:00", "2002-03-05 09:00:00"),
    CORRECTED: ("Outpatient", "2003-04-10 09:00:00", "2003-04-10 10:00:00"),
}
ENCOUNTER = f"""
    insert into {OLTP}.encounters (
        encounter_id, patient_id, encounter_type, encounter_date, discharge_date,
        discharge_disposition, received_at
    ) values (?, ?, ?, ?, ?, 'Home', ?)
"""


def write_by_hand(connection: duckdb.DuckDBPyConnection) -> None:
    """Writes the patients and their encounters, which arrived before the first load."""
    arrived = f"{FIRST} 12:00:00"
    for number, encounter in ENCOUNTERS.items():
        connection.execute(
            f"insert into {OLTP}.patients (patient_id, first_name, last_name, date_of_birth, "
            "gender, mrn, received_at) values (?, ?, ?, '1970-01-01', 'F', ?, ?)",
            [number, f"Given {number}", f"Family {number}", f"HAND{number}", arrived],
        )
        connection.execute(ENCOUNTER, [number, number, *encounter, arrived])
    connection.execute(
        f"insert into {OLTP}.encounter_procedures (encounter_procedure_id, encounter_id, "
        f"procedure_id, received_at) select ?, ?, min(procedure_id), ? from {OLTP}.procedures",
        [CORRECTED, CORRECTED, arrived],
    )


def change_by_hand(connection: duckdb.DuckDBPyConnection) -> None:
    """One encounter moves to another month, one is followed by a return, one loses its procedure;
    the fourth is only awaited, until its 30 days are over."""
    arrives = f"{LATER} 12:00:00"
    connection.execute(
        f"update {OLTP}.encounters set encounter_date = '2001-05-10 09:00:00', "
        f"discharge_date = '2001-05-10 10:00:00', received_at = ? where encounter_id = ?",
        [arrives, MOVED],
    )
    returns = ("Inpatient", "2002-03-20 09:00:00", "2002-03-22 09:00:00")
    connection.execute(ENCOUNTER, [FOLLOWED + 1_000, FOLLOWED, *returns, arrives])
    connection.execute(
        f"delete from {OLTP}.encounter_procedures where encounter_procedure_id = ?", [CORRECTED]
    )
    connection.execute(
        f"insert into {OLTP}.deleted_rows (deleted_row_id, table_name, row_id, deleted_at, "
        "received_at) values (?, 'encounter_procedures', ?, ?, ?)",
        [CORRECTED, CORRECTED, arrives, arrives],
    )


def told_of_hand(warehouse: Warehouse) -> tuple[Any, ...]:
    """What the star tells of the four encounters."""

    def fact(column: str, number: int) -> Any:
        [(value,)] = warehouse.query(
            f"select {column} from {OLAP}.fact_encounters where encounter_key = {number}"
        )
        return value

    months = warehouse.query(
        f"select calendar_month, encounter_count from {OLAP}.monthly_encounters_by_specialty "
        f"where calendar_month like '2001-%'"
    )
    return (
        months,
        fact("is_index_stay", AWAITED),
        fact("is_readmitted_within_30_days", FOLLOWED),
        fact("procedure_count", CORRECTED),
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("loads")
    file = folder / "hospital.duckdb"
    config = GenerateConfig(
        seed=3, patients=120, as_of=FIRST, defects=defect_settings("standard", 0.01)
    )
    sink = DuckDBSink(file, OLTP)
    generate(config, sink, replace=False)
    with closing(duckdb.connect(str(file))) as connection:
        write_by_hand(connection)
    environment = {**environment_of(file), "OLTP_DATABASE": OLTP, "OLAP_DATABASE": OLAP}
    runs = DbtRuns(Engine.DUCKDB, environment, folder / "dbt")
    runs.run(["build", "--exclude-resource-type", "test", "unit_test"])
    return Warehouse(file, runs)


@pytest.fixture(scope="module")
def manifest(warehouse: Warehouse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((warehouse.runs.target / "manifest.json").read_text())
    return found


def test_a_load_is_closed_after_every_model_that_loads_changes(manifest: dict[str, Any]) -> None:
    parents = manifest["parent_map"]
    loading = {
        name
        for name, node in manifest["nodes"].items()
        if node["resource_type"] == "model"
        and node["config"]["incremental_strategy"] in ("replace_changed", "replace_load")
    }
    assert len(loading) > 30

    def ancestors(name: str) -> Iterator[str]:
        for parent in parents.get(name, []):
            yield parent
            yield from ancestors(parent)

    closing_model = "model.healthcare_analytics.int_loads_closed"
    assert loading - set(ancestors(closing_model)) == set()


def fingerprint(runs: DbtRuns) -> str:
    """The fingerprint of the project as it is in its folder."""
    runs.run(["compile", "--quiet", "--inline", "{{ project_fingerprint() }}"])
    results = json.loads((runs.target / "run_results.json").read_text())
    [compiled] = [result["compiled_code"] for result in results["results"]]
    return str(compiled)


def test_another_macro_makes_another_fingerprint_unless_it_only_tests(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    copy = tmp_path / "project"
    copy.mkdir()
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(project_folder() / name, copy)
    for name in ("analyses", "docs", "macros", "models", "seeds", "tests"):
        shutil.copytree(project_folder() / name, copy / name)
    runs = DbtRuns(Engine.DUCKDB, warehouse.runs.environment, tmp_path / "dbt", copy)
    before = fingerprint(runs)
    assert len(before) == 32
    for macro, counts in (
        ("cleaning/clean_name", True),
        ("cross_database/delete_listed", True),
        ("testing/unexpected_values", False),
    ):
        file = copy / "macros" / f"{macro}.sql"
        text = file.read_text()
        file.write_text(text.replace("{% macro", "{%  macro"))
        assert file.read_text() != text
        assert (fingerprint(runs) != before) == counts, macro
        file.write_text(text)
    assert fingerprint(runs) == before


def versions(warehouse: Warehouse, entity: str, number: int) -> list[Any]:
    return warehouse.query(
        f"select {entity}_key, valid_from, valid_to, is_current from {OLAP}.dim_{entity} "
        f"where {entity}_id = {number} order by valid_from"
    )


def test_single_models_and_late_versions_leave_what_a_full_refresh_makes(
    warehouse: Warehouse,
) -> None:
    first = warehouse.marts()
    assert told_of_hand(warehouse) == ([("2001-02", 1)], 0, 0, 1)
    advance(DuckDBSink(warehouse.file, OLTP), LATER, Hospital(LATER))
    [(patient, provider, start)] = warehouse.query(
        "select patient_id, provider_id, encounter_started_at from ("
        f"select * from {OLAP}.fact_encounters inner join {OLAP}.dim_provider "
        f"using (provider_key) where provider_id <> -1) order by encounter_started_at limit 1"
    )
    # A change dated in the past, just before an encounter of years ago; and a rename and back,
    # both on one day.
    warehouse.query(
        f"insert into {OLTP}.provider_versions (provider_version_id, provider_id, first_name, "
        "last_name, specialty_id, department_id, valid_from) select 990001, provider_id, "
        f"first_name, last_name, 1, 1, timestamp '{start}' from {OLTP}.providers "
        f"where provider_id = {provider}"
    )
    for key, name, hour in ((990002, "Another", 9), (990003, None, 15)):
        name_sql = "last_name" if name is None else f"'{name}'"
        warehouse.query(
            f"insert into {OLTP}.patient_versions (patient_version_id, patient_id, first_name, "
            "last_name, date_of_birth, gender, mrn, valid_from) select "
            f"{key}, patient_id, first_name, {name_sql}, date_of_birth, gender, mrn, "
            f"timestamp '2025-06-20 {hour:02}:00:00' from {OLTP}.patients "
            f"where patient_id = {patient}"
        )
    with closing(duckdb.connect(str(warehouse.file))) as connection:
        change_by_hand(connection)
    loads = warehouse.closed_loads
    warehouse.runs.run(["run", "--select", "fact_encounters"])
    warehouse.runs.run(["run", "--full-refresh", "--select", "fact_inpatient_stays"])
    assert warehouse.closed_loads == loads  # a part of the models completes no load
    warehouse.runs.run(["run"])
    assert warehouse.closed_loads == loads + 1
    [(reason,)] = warehouse.query(
        f"select reload_reason from {STAGING}.int_loads_closed order by load_number desc limit 1"
    )
    assert reason is None  # nothing was taken anew
    assert told_of_hand(warehouse) == ([("2001-05", 1)], 1, 1, 0)

    [(key,)] = warehouse.query(
        f"select provider_key from {OLAP}.fact_encounters inner join {OLAP}.dim_provider "
        f"using (provider_key) where provider_id = {provider} "
        f"and encounter_started_at = timestamp '{start}'"
    )
    assert key == 990001  # the version valid at the encounter is now another one
    renamed = [key for key, *_ in versions(warehouse, "patient", patient)]
    assert renamed.index(990003) == renamed.index(990002) + 1
    for entity, number in (("provider", provider), ("patient", patient)):
        rows = versions(warehouse, entity, number)
        assert [row[2] for row in rows[:-1]] == [row[1] for row in rows[1:]]
        assert [row[3] for row in rows] == [*[0] * (len(rows) - 1), 1]

    loaded = warehouse.marts()
    assert {name for name in first if first[name] != loaded[name]} >= {
        "fact_encounters",
        "fact_inpatient_stays",
        "dim_patient",
        "dim_provider",
    }
    warehouse.runs.run(["run"])  # again, without changes
    assert warehouse.marts() == loaded
    warehouse.runs.run(["run", "--full-refresh"])
    assert warehouse.marts() == loaded


@pytest.mark.parametrize("options", [[], ["--full-refresh"]])
def test_a_single_model_of_a_complete_load_is_left_as_it_was(
    options: list[str], warehouse: Warehouse
) -> None:
    before = warehouse.marts()
    warehouse.runs.run(["run", "--select", "fact_encounters", "fact_inpatient_stays", *options])
    assert warehouse.marts() == before
