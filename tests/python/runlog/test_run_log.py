"""What the run log says of real runs, on every engine, and that it outlives what they replace."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from copy import copy
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from hospital.config import (
    SERVER_ENGINES,
    Engine,
    olap_database,
    project_folder,
    server_settings,
)
from hospital.errors import DbtError, NotPublishedError
from hospital.publishing.warehouse import open_warehouse
from hospital.servers.connection import connect, scalar

from .conftest import Warehouse
from .planted import SECRET

TRENDS = "node_run_trends"
SERVER_ERRORS = {  # number and state, the same on MySQL and MariaDB
    "duplicated": "Database Error 1062 (23000)",
    "unreadable": "Database Error 1292 (22007)",
}
DUCKDB_ERRORS = {
    "duplicated": "Runtime Error Constraint Error",
    "unreadable": "Runtime Error Conversion Error",
}


def test_a_run_is_told_with_its_failures_but_without_a_word_of_its_rows(
    warehouse: Warehouse,
) -> None:
    began = datetime.now(UTC).replace(tzinfo=None)
    run = warehouse.run("build", "--exclude-resource-type", "unit_test", fails=True)
    nodes = warehouse.nodes(run)

    assert (run["command"], run["target_name"], run["status"]) == (
        "build",
        warehouse.engine,
        "error",
    )
    assert (run["selection"], run["is_full_refresh"], run["reload_reason"]) == (None, 0, None)
    assert re.fullmatch(r"1\.11\.\d+", run["dbt_version"])
    assert re.fullmatch(r"[0-9a-f]{32}", run["project_fingerprint"])
    assert began < run["started_at"] < run["ended_at"] < began + timedelta(minutes=5)
    # Three models and one test fail, one model is skipped.
    counts = (run["failed_node_count"], run["skipped_node_count"], run["succeeded_node_count"])
    assert counts == (4, 1, len(nodes) - 5)

    assert {name: nodes[name]["status"] for name in ("three_people", "duplicated", "behind")} == {
        "three_people": "success",
        "duplicated": "error",
        "behind": "skipped",
    }
    errors = DUCKDB_ERRORS if warehouse.engine is Engine.DUCKDB else SERVER_ERRORS
    assert {name: node["error_class"] for name, node in nodes.items() if node["error_class"]} == {
        **errors,
        "mistaken": "Compilation Error",
    }
    [failing] = [node for node in nodes.values() if node["status"] == "fail"]
    assert (failing["resource_type"], failing["failure_count"]) == ("test", 2)
    assert nodes["not_null_two_people_person_id"]["failure_count"] == 0
    assert run["started_at"] < nodes["three_people"]["started_at"] < run["ended_at"]
    assert 0 < nodes["three_people"]["duration_milliseconds"] < 60_000

    said = (warehouse.runs.target / "logs/dbt.log").read_text()
    assert SECRET in said  # dbt does quote the rows
    assert SECRET not in str(warehouse.invocations()) + str(list(nodes.values()))


def test_the_tables_are_those_that_dbt_describes(warehouse: Warehouse) -> None:
    text = (project_folder() / "models/operations/_run_log__sources.yml").read_text()
    [source] = yaml.safe_load(text)["sources"]
    described = {
        table["name"]: [column["name"] for column in table["columns"]] for table in source["tables"]
    }
    for name, columns in described.items():
        assert [*warehouse.rows(f"select * from {warehouse.log}.{name}")[0]] == columns


def test_rows_are_those_of_the_tables(warehouse: Warehouse) -> None:
    def counts(run: Mapping[str, Any], *names: str) -> Sequence[tuple[Any, Any]]:
        nodes = warehouse.nodes(run)
        return [(nodes[name]["row_count"], nodes[name]["row_count_source"]) for name in names]

    on_duckdb = warehouse.engine is Engine.DUCKDB
    assert counts(warehouse.invocations()[0], "three_people", "wards", "views", "followers") == [
        (3, "counted" if on_duckdb else "written"),
        (4, "written"),
        (None, None),
        (3, "counted"),
    ]
    selection = ("run", "--select", "+followers")
    unchanged = (3, "counted") if on_duckdb else (None, "unchanged")
    assert counts(warehouse.run(*selection), "followers") == [unchanged]
    assert counts(warehouse.run(*selection, PLANTED_CHANGES="1"), "followers") == [(3, "counted")]


def test_trends_hold_the_latest_run_and_compare_it_with_earlier_ones(warehouse: Warehouse) -> None:
    run = warehouse.invocations()[-1]
    node, trend = (warehouse.nodes(run, table)["followers"] for table in ("node_runs", TRENDS))
    assert (trend["row_count"], trend["median_row_count"], trend["row_count_change"]) == (3, 3, 0)
    assert trend["earlier_run_count"] == 2
    assert int(trend["duration_seconds"] * 1000) == node["duration_milliseconds"]
    change = trend["duration_seconds"] - trend["median_duration_seconds"]
    assert abs(trend["duration_change_seconds"] - change) <= Decimal("0.001")


def test_the_log_outlives_rebuilds_and_a_star_that_is_dropped(warehouse: Warehouse) -> None:
    before = warehouse.invocations()
    nodes = warehouse.nodes(before[0])
    warehouse.drop_star()
    last = warehouse.run("run", "--full-refresh", "--select", "+followers", PLANTED_REASON="Other")
    assert warehouse.invocations() == [*before, last]
    assert warehouse.nodes(before[0]) == nodes
    assert (last["is_full_refresh"], last["reload_reason"]) == (1, "Other")
    assert last["selection"] == "--select +followers"
    assert warehouse.nodes(last, TRENDS)["followers"]["earlier_run_count"] == 0


@pytest.mark.parametrize("warehouse", SERVER_ENGINES, indirect=True)
def test_a_second_run_is_refused_and_leaves_no_trace(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = warehouse.runs.environment
    star = olap_database(environment)
    warehouse.run("run", "--select", "three_people")
    log = shutil.copytree(warehouse.runs.target, tmp_path / "target")
    second = copy(warehouse.runs)
    second.target = log
    before = warehouse.invocations()
    with (
        ThreadPoolExecutor(1) as pool,
        closing(connect(server_settings(warehouse.engine, environment))) as reader,
    ):
        # Who reads a table makes the run wait that puts another one in its place.
        reader.start_transaction()
        scalar(reader, f"select count(*) from {star}.three_people")
        first = pool.submit(warehouse.runs.run, ["run", "--select", "three_people"])
        deadline = time.monotonic() + 120
        while (number := scalar(reader, f"select is_used_lock('dbt:{star}')")) is None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        with pytest.raises(DbtError):
            second.run(["run", "--select", "two_people"])
        monkeypatch.setattr("hospital.publishing.server._LOCK_SECONDS", 0)
        refusal = f"another dbt run, publish or rollback of {star} is under way"
        with (
            pytest.raises(NotPublishedError, match=rf"^{refusal} \(connection {number}\); wait"),
            open_warehouse(warehouse.engine, environment),
        ):
            pass
        reader.rollback()
        first.result()
    said = (log / "output.txt").read_text()
    assert re.search(
        rf"^  {refusal} \(connection {number} of .* at .*\); wait until it ", said, re.M
    )
    [run] = warehouse.invocations()[len(before) :]
    assert (run["selection"], run["status"]) == ("--select three_people", "success")
    assert [*warehouse.nodes(run)] == ["three_people"]
    assert warehouse.run("run", "--select", "two_people")["status"] == "success"


@pytest.mark.parametrize("warehouse", [Engine.DUCKDB], indirect=True)
def test_every_command_that_builds_or_judges_is_told_and_no_other(warehouse: Warehouse) -> None:
    before = warehouse.invocations()
    warehouse.run("run", "--select", "two_people", "--exclude", "views")
    warehouse.run("seed")
    warehouse.run("test", "--select", "not_null_two_people_person_id")
    for silent in (
        ["parse"],
        ["compile", "--select", "two_people"],
        ["ls"],
        ["show", "--select", "two_people"],
        ["docs", "generate", "--select", "two_people"],
        ["source", "freshness"],
    ):
        warehouse.runs.run(silent)
    assert [
        (run["command"], run["selection"]) for run in warehouse.invocations()[len(before) :]
    ] == [
        ("run", "--select two_people --exclude views"),
        ("seed", None),
        ("test", "--select not_null_two_people_person_id"),
    ]


def test_a_run_that_is_killed_stays_running_and_holds_the_warehouse_no_more(
    warehouse: Warehouse,
) -> None:
    warehouse.runs.run_killed(["run", "--select", "+followers"], after=1)
    run = warehouse.invocations()[-1]
    assert (run["status"], run["ended_at"], run["failed_node_count"]) == ("running", None, None)
    assert warehouse.nodes(run) == {}
    assert warehouse.run("run", "--select", "two_people")["status"] == "success"
