"""What the star costs: a full build, a refresh after one more day, and SQL written by hand."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hospital.benchmarks.processes import hospital, measured
from hospital.benchmarks.questions.place import Place
from hospital.benchmarks.questions.session import open_session
from hospital.config import oltp_database
from hospital.schema import ddl
from hospital.verification.dbt_project import run_dbt

_RUN = ("run", "--threads", "2")


@dataclass(frozen=True)
class Cost:
    """One dbt run: `model_seconds` from the start of the first model to the end of the last."""

    model_seconds: float
    seconds: float  # of the whole command, start of dbt included

    def as_data(self) -> dict[str, float]:
        """The cost as the file keeps it."""
        return {"model_seconds": self.model_seconds, "seconds": self.seconds}


def load_source(place: Place, patients: int) -> None:
    """Simulates clean data into the place's OLTP database."""
    command = hospital(
        *("generate", "--engine", place.engine, "--patients", str(patients)),
        *("--defects", "none", "--replace"),
    )
    measured(command, place.environment, place.folder)


def build_star(place: Place) -> Cost:
    """Builds the star whole; the seeds are loaded before, outside the time."""
    run_dbt(["seed"], place.engine, place.environment, place.folder / "seeds")
    return _timed(place, "--full-refresh")


def refresh_star(place: Place) -> Cost:
    """Lets the hospital live one day longer, and loads what has changed."""
    table = ddl.quoted(place.engine, oltp_database(place.environment), "data_loads")
    with open_session(place.engine, place.environment) as session:
        found: date = session.rows(f"select max(as_of_date) from {table}")[0][0]
    command = hospital(
        *("advance", "--engine", place.engine, "--to", str(found + timedelta(days=1)))
    )
    measured(command, place.environment, place.folder)
    return _timed(place)


def slowest_models(place: Place) -> list[dict[str, Any]]:
    """The models of the last run with their seconds, the slowest first."""
    results = _results(place)["results"]
    models = [
        {"model": result["unique_id"].split(".")[-1], "seconds": result["execution_time"]}
        for result in results
        if result["unique_id"].startswith("model.")
    ]
    return sorted(models, key=lambda model: -model["seconds"])


def index_cost(place: Place) -> list[dict[str, Any]]:
    """Per secondary index of the fact and of the bridge of pairs: seconds to add it, and bytes.

    Each is dropped and added anew on the table as it is; MySQL and MariaDB alone have them.
    """
    olap = place.environment["OLAP_DATABASE"]
    costs = []
    with open_session(place.engine, place.environment) as session:
        found = session.rows(
            "select table_name, index_name, group_concat(column_name order by seq_in_index) "
            f"from information_schema.statistics where table_schema = '{olap}' and index_name <> "
            "'PRIMARY' and table_name in ('fact_encounters', 'bridge_encounter_pair') "
            "group by table_name, index_name order by table_name, index_name"
        )
        for table, index, columns in found:
            name = ddl.quoted(place.engine, olap, table)
            session.execute(f"alter table {name} drop index `{index}`")
            began = time.monotonic()
            session.execute(f"alter table {name} add index `{index}` ({columns})")
            costs.append(
                {
                    "table": table,
                    "columns": columns.split(","),
                    "seconds": time.monotonic() - began,
                    "bytes": _index_bytes(session.rows, olap, table, index),
                }
            )
    return costs


def _index_bytes(rows: Any, olap: str, table: str, index: str) -> int:
    name = f"`{olap}`.`{table}`"
    rows(f"analyze table {name}")
    pages = rows(
        "select stat_value from mysql.innodb_index_stats where stat_name = 'size' "
        f"and database_name = '{olap}' and table_name = '{table}' and index_name = '{index}'"
    )
    return int(pages[0][0]) * int(rows("select @@innodb_page_size")[0][0])


def _timed(place: Place, *options: str) -> Cost:
    began = time.monotonic()
    run_dbt([*_RUN, *options], place.engine, place.environment, place.folder / "target")
    return Cost(_model_seconds(_results(place)), time.monotonic() - began)


def _results(place: Place) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(_artifact(place).read_text())
    return found


def _artifact(place: Place) -> Path:
    return place.folder / "target" / "run_results.json"


def _model_seconds(results: Mapping[str, Any]) -> float:
    moments = [
        datetime.fromisoformat(timing[end])
        for result in results["results"]
        for timing in result["timing"]
        for end in ("started_at", "completed_at")
    ]
    return (max(moments) - min(moments)).total_seconds()
