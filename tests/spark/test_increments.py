"""Loads one after the other, on Spark and, as the measure, on DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from hospital.config import Engine, olap_database
from hospital.spark.session import open_session
from hospital.verification.connections import Row
from hospital.verification.scratch import scratch_databases

from .project import Warehouse, names
from .sql_server import sql_server

FIRST = "1:a 2:b 3:c"
SECOND = "1:x 2:B 4:d"  # 1 has changed, too, but the load does not list it


@pytest.fixture(scope="module", params=["duckdb", "spark", "spark, by a SQL server"])
def warehouse(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Warehouse]:
    engine = Engine(request.param.partition(",")[0])
    folder = tmp_path_factory.mktemp("warehouse")
    with ExitStack() as stack:
        environment = stack.enter_context(scratch_databases(engine, None, folder))
        if request.param.endswith("server"):
            environment = stack.enter_context(sql_server(environment, folder))
        yield Warehouse(engine, environment, folder)


def test_a_load_replaces_what_it_lists_and_nothing_else(warehouse: Warehouse) -> None:
    first = warehouse.load(1, FIRST, reason="First load")
    assert first == {
        "keyed": {(1, "a"), (2, "b"), (3, "c")},
        "whole": {(1, "a"), (2, "b"), (3, "c")},
        "history": {(1, 1), (1, 2), (1, 3)},
        "closed": {(1,)},
    }
    second: dict[str, set[Row]] = {
        "keyed": {(1, "a"), (2, "B"), (4, "d")},
        "whole": {(1, "x"), (2, "B"), (4, "d")},
        "history": {(1, 1, None), (1, 2, None), (1, 3, None), (2, 2, "noted"), (2, 4, "noted")},
        "closed": {(1,), (2,)},
    }
    assert warehouse.load(2, SECOND, "2 3 4", notes="yes") == second
    # The same load once more, as after a run that was broken off, replaces its own rows.
    assert warehouse.load(2, SECOND, "2 3 4", notes="yes") == second
    without_changes = second | {"closed": {(1,), (2,), (3,)}}
    assert warehouse.load(3, FIRST, notes="yes") == without_changes
    reloaded = warehouse.load(4, FIRST, reason="Asked for", notes="yes")
    assert reloaded["keyed"] == first["keyed"]
    assert reloaded["history"] > second["history"]
    assert reloaded["closed"] == {(1,), (2,), (3,), (4,)}


def test_what_a_killed_run_left_is_finished_or_dropped(tmp_path: Path) -> None:
    with scratch_databases(Engine.SPARK, None, tmp_path) as environment:
        warehouse = Warehouse(Engine.SPARK, environment, tmp_path)
        before = warehouse.load(1, FIRST, reason="First load")
        star = olap_database(environment)
        with open_session(warehouse.environment) as session:
            for statement in (
                # killed between the drop and the rename
                f"alter table {star}.history rename to {star}.history__next_0a1b2c3d",
                # killed while it wrote
                f"create table {star}.keyed__next_0a1b2c3d as select 99 as item_id, 'z' as letter",
            ):
                session.cursor().execute(statement)
        after = warehouse.load(2, SECOND, "2 3 4")
        assert after["history"] == before["history"] | {(2, 2), (2, 4)}
        assert after["keyed"] == {(1, "a"), (2, "B"), (4, "d")}
        with open_session(warehouse.environment) as session:
            assert not [name for name in names(session, star) if "__next" in name]
