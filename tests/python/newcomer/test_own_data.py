"""One's own rows, with the classic columns only, build into the star on every engine."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from hospital.config import DATABASE_ENGINES, Engine
from hospital.verification.connections import open_reader
from hospital.verification.dbt_project import read_marts, run_dbt
from hospital.verification.scratch import running_servers, scratch_databases

from ..sinks.conftest import Database
from ..sinks.test_init import insert_classic_rows


@pytest.mark.parametrize("engine", DATABASE_ENGINES)
def test_rows_written_by_hand_reach_the_star(engine: Engine, tmp_path: Path) -> None:
    with (
        running_servers([engine]) as servers,
        scratch_databases(engine, servers.get(engine), tmp_path) as environment,
    ):
        database = Database(engine, environment)
        database.sink.create_empty()
        insert_classic_rows(database)
        target = tmp_path / "target"
        # The macros' literal cases and the unit tests do not look at these rows.
        run_dbt(
            ["build", "--quiet", "--exclude", "path:tests/macros", "test_type:unit"],
            engine,
            environment,
            target,
        )

        marts = {mart.name: mart for mart in read_marts(target)}
        with open_reader(engine, environment) as reader:

            def rows(mart: str, columns: str) -> list[tuple[object, ...]]:
                table = reader.table(marts[mart].schema, mart)
                return [tuple(row) for row in reader.query(f"select {columns} from {table}")[1]]

            facts = rows(
                "fact_encounters",
                "encounter_key, patient_key, provider_key, specialty_key, payer_key, "
                "principal_diagnosis_key, encounter_date_key, age_at_encounter_years, "
                "procedure_count, revenue_amount, is_open",
            )
            versions = rows("dim_patient", "patient_key, patient_id, valid_to, is_current")
            revenue = rows("monthly_revenue_by_specialty", "calendar_month, revenue_amount")

    # Without a version log the key is -1 - id; without a payer it is the unknown member.
    assert facts == [
        (7001, -1002, -102, 1, -1, 3001, 20240510, 69, 1, Decimal("280.00"), 0),
    ]
    end_of_time = dt.datetime(9999, 12, 31)
    assert sorted(versions) == [(-1002, 1001, end_of_time, 1), (-1, -1, end_of_time, 1)]
    assert revenue == [("2024-05", Decimal("280.00"))]
