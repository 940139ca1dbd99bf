"""Loads one after the other, on Spark and, as the measure, on DuckDB.

Spark is here behind a server for SQL, which serves all of these tests; other tests run it in
dbt's own process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import ANY

import pytest

from hospital.config import Engine, olap_database
from hospital.spark import open_spark
from hospital.verification.connections import Row
from hospital.verification.scratch import scratch_databases

from .project import Warehouse, names
from .sql_server import sql_server

FIRST = "1:a 2:b 3:c"
SECOND = "1:x 2:B 4:d"  # 1 has changed, too, but the load does not list it

Make = Callable[[Engine], Warehouse]


@pytest.fixture(scope="module")
def environments(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[dict[Engine, dict[str, str]]]:
    folder = tmp_path_factory.mktemp("warehouse")
    with (
        scratch_databases(Engine.DUCKDB, None, folder) as scratch,
        sql_server(scratch, folder) as spark,
    ):
        yield {Engine.DUCKDB: scratch, Engine.SPARK: spark}


@pytest.fixture
def make(environments: dict[Engine, dict[str, str]], tmp_path: Path) -> Make:
    """Makes an empty warehouse of the test's own."""

    def made(engine: Engine) -> Warehouse:
        database = f"olap_{tmp_path.name}"
        return Warehouse(engine, {**environments[engine], "OLAP_DATABASE": database}, tmp_path)

    return made


@pytest.mark.parametrize("engine", [Engine.DUCKDB, Engine.SPARK])
def test_a_load_replaces_what_it_lists_and_nothing_else(make: Make, engine: Engine) -> None:
    warehouse = make(engine)
    first: dict[str, set[Row]] = {
        "keyed": {(1, "a"), (2, "b"), (3, "c")},
        "monthly": {(1, "a"), (2, "b"), (3, "c")},
        "whole": {(1, "a"), (2, "b"), (3, "c")},
        "history": {(1, 1), (2, 1), (3, 1)},
        "closed": {(1,)},
    }
    assert warehouse.load(1, FIRST, reason="First load") == first
    files = partitions(warehouse)
    second: dict[str, set[Row]] = {
        "keyed": {(1, "a"), (2, "B"), (4, "d")},
        "monthly": {(1, "a"), (2, "B"), (4, "d")},
        "whole": {(1, "x"), (2, "B"), (4, "d")},
        "history": {(1, 1), (2, 1), (3, 1), (2, 2), (4, 2)},
        "closed": {(1,), (2,)},
    }
    assert warehouse.load(2, SECOND, "2 3 4") == second
    if engine is Engine.SPARK:
        # Only the partitions that the load reached are written, and an emptied one is gone.
        assert partitions(warehouse) == {"a": files["a"]} | dict.fromkeys("Bd", ANY)
    # The same load once more, as after a run that was broken off, with a column more.
    noted: dict[str, set[Row]] = second | {
        "monthly": {(1, "a", None), (2, "B", "noted"), (4, "d", "noted")},
        "history": {(1, 1, None), (2, 1, None), (3, 1, None), (2, 2, "noted"), (4, 2, "noted")},
    }
    assert warehouse.load(2, SECOND, "2 3 4", notes="yes") == noted
    without_changes = noted | {"closed": {(1,), (2,), (3,)}}
    assert warehouse.load(3, FIRST, notes="yes") == without_changes
    reloaded = warehouse.load(4, FIRST, reason="Asked for", notes="yes")
    assert reloaded["keyed"] == first["keyed"]
    assert reloaded["history"] > noted["history"]
    assert reloaded["closed"] == {(1,), (2,), (3,), (4,)}


def test_what_a_killed_run_left_is_finished_or_dropped(make: Make) -> None:
    warehouse = make(Engine.SPARK)
    before = warehouse.load(1, FIRST, reason="First load")
    star = olap_database(warehouse.environment)
    with open_spark(warehouse.environment) as spark:
        for statement in (
            # killed between the drop and the rename
            f"alter table {star}.history rename to {star}.history__next_0a1b2c3d",
            # killed while it wrote
            f"create table {star}.keyed__next_0a1b2c3d as select 99 as item_id, 'z' as letter",
            f"create table {star}.closed__fresh_0a1b2c3d as select 99 as load_number",
            # killed while it wrote partitions over the live ones, of which a has lost its rows
            f"""
                create table {star}.monthly__partitions_0a1b2c3d using parquet
                partitioned by (letter) tblproperties ('reached' = '["a", "b", "c"]')
                as select * from values (1, 'b'), (2, 'b'), (3, 'c') as work (key_id, letter)
            """,
            f"insert into {star}.monthly partition (letter = 'b') select 1",
        ):
            spark.cursor().execute(statement)
    after = warehouse.load(2, SECOND, "2 4")
    assert after["history"] == before["history"] | {(2, 2), (4, 2)}
    assert after["keyed"] == {(1, "a"), (2, "B"), (3, "c"), (4, "d")}
    assert after["monthly"] == {(1, "b"), (2, "B"), (3, "c"), (4, "d")}
    assert after["closed"] == {(1,), (2,)}
    with open_spark(warehouse.environment) as spark:
        left = {name for name in names(spark, star) if "0a1b2c3d" in name}
    assert not left


def partitions(warehouse: Warehouse) -> dict[str, set[str]]:
    """The names of the files of each partition of the table `monthly`, by its letter."""
    environment = warehouse.environment
    table = (
        Path(environment["SPARK_FOLDER"])
        / "warehouse"
        / f"{olap_database(environment)}.db"
        / "monthly"
    )
    return {
        folder.name.removeprefix("letter="): {file.name for file in folder.glob("*.parquet")}
        for folder in table.glob("letter=*")
    }
