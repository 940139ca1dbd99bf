"""What the exchange of tables leaves: the new ones live, the old ones kept, all else untouched."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime

import duckdb
import pytest

from hospital.config import Engine, duckdb_path, server_settings
from hospital.errors import HospitalError, NotBuiltError, NotPublishedError
from hospital.publishing import duckdb as on_duckdb
from hospital.publishing import server as on_server
from hospital.publishing.warehouse import Publication, Warehouse, open_warehouse
from hospital.servers.connection import connect

from .conftest import Place

NOON = datetime(2026, 1, 2, 12, 0, 0)
SERVERS = [Engine.MYSQL, Engine.MARIADB]


def publish(place: Place, *names: str) -> Publication:
    with open_warehouse(place.engine, place.environment) as warehouse:
        return warehouse.publish(names, NOON)


def rollback(place: Place) -> Publication:
    with open_warehouse(place.engine, place.environment) as warehouse:
        return warehouse.rollback()


def test_readers_get_the_new_tables_and_the_old_ones_are_kept(place: Place) -> None:
    place.build("fact", 1)
    place.build("leaves", 5)
    assert publish(place, "fact", "leaves") == Publication(1, {"fact": 1, "leaves": 1})
    place.put(place.schemas.live, "of_a_user", 7)
    place.build("fact", 1, 2)
    place.build("comes", 6)
    assert publish(place, "fact", "comes") == Publication(2, {"fact": 2, "comes": 1})

    assert place.live() == {"comes": [6], "fact": [1, 2], "of_a_user": [7]}
    assert place.shown(place.schemas.previous) == {"fact": [1], "leaves": [5]}
    assert place.shown(place.schemas.build)["fact"] == [1, 2]
    assert place.schema_names() == {"", "_build", "_previous"}
    assert place.run(f"select * from {place.schemas.live}.published_tables order by 1") == [
        ("comes", 2, NOON, 1),
        ("fact", 2, NOON, 2),
    ]


def test_keys_indexes_and_comments_come_along(place: Place) -> None:
    place.build("fact", 1)
    publish(place, "fact")
    fact = f"{place.schemas.live}.fact"
    with pytest.raises(AssertionError, match=r"(?i)duplicate"):
        _refused(place, f"insert into {fact} values (1, 0)")
    where = f"where table_schema = '{place.schemas.live}' and table_name = 'fact'"
    if place.engine is Engine.DUCKDB:
        where = f"where schema_name = '{place.schemas.live}' and table_name = 'fact'"
        columns, tables, indexes = "duckdb_columns()", "duckdb_tables()", "duckdb_indexes()"
        comments = "comment", "comment"
    else:
        columns, tables = "information_schema.columns", "information_schema.tables"
        indexes = "information_schema.statistics"
        comments = "column_comment", "table_comment"
    column = f"select {comments[0]} from {columns} {where} and column_name = 'number'"
    assert place.run(column) == [("What it means.",)]
    assert place.run(f"select {comments[1]} from {tables} {where}") == [("It's a table.",)]
    names = {name for (name,) in place.run(f"select index_name from {indexes} {where}")}
    assert "fact_other" in names


def _refused(place: Place, statement: str) -> None:
    try:
        place.run(statement)
    except Exception as error:  # each driver has its own
        raise AssertionError(str(error)) from error


def test_a_rollback_takes_all_back_and_a_second_one_undoes_it(place: Place) -> None:
    place.build("fact", 1)
    place.build("leaves", 5)
    publish(place, "fact", "leaves")
    place.build("fact", 2)
    place.build("comes", 6)
    publish(place, "fact", "comes")

    assert rollback(place) == Publication(1, {"fact": 1, "leaves": 1})
    assert place.live() == {"fact": [1], "leaves": [5]}
    assert place.shown(place.schemas.previous) == {"comes": [6], "fact": [2]}
    assert rollback(place).number == 2
    assert place.live() == {"comes": [6], "fact": [2]}
    rollback(place)
    assert publish(place, "fact", "comes").number == 3  # no number twice


def test_a_star_that_dbt_built_in_place_is_kept_as_well(place: Place) -> None:
    place.put(place.schemas.live, "fact", 1)
    place.build("fact", 2)
    publish(place, "fact")
    assert rollback(place).number is None
    assert place.live() == {"fact": [1]}


def test_nothing_to_go_back_to_is_one_clear_line(place: Place) -> None:
    place.build("fact", 1)
    publish(place, "fact")
    with pytest.raises(NotBuiltError, match="nothing to go back to"):
        rollback(place)
    assert place.live() == {"fact": [1]}


def test_what_is_no_table_is_refused_and_nothing_changes(place: Place) -> None:
    place.build("fact", 1)
    publish(place, "fact")
    place.run(f"create view {place.schemas.live}.other as select 1 as number")
    place.build("other", 1)
    place.build("fact", 2)
    with pytest.raises(NotPublishedError, match=r"other is a view"):
        publish(place, "fact", "other")
    with pytest.raises(NotPublishedError, match="has no table missing"):
        publish(place, "fact", "missing")
    assert place.live() == {"fact": [1]}


def test_the_history_of_a_star_built_in_place_is_taken_over_once(place: Place) -> None:
    schemas = place.schemas
    place.put(schemas.live, "ledger", 1, 2)
    place.put(schemas.staging, "int_loads_closed", 1)
    place.put(schemas.build_staging, "half_copied", 9)  # by a publish that was killed
    with open_warehouse(place.engine, place.environment) as warehouse:
        assert warehouse.adopt()
        assert not warehouse.adopt()
    assert place.shown(schemas.build) == {"ledger": [1, 2]}
    assert place.shown(schemas.build_staging)["int_loads_closed"] == [1]
    assert place.live() == {"ledger": [1, 2]}


def test_a_second_publish_stops_with_one_clear_line(place: Place) -> None:
    second = (
        "import sys; from hospital.publishing import duckdb, server; from hospital import cli; "
        "duckdb._LOCK_SECONDS = server._LOCK_SECONDS = 0; "
        "sys.exit(cli.run(sys.argv[1:]))"
    )
    with open_warehouse(place.engine, place.environment):
        done = subprocess.run(
            [sys.executable, "-c", second, "publish", "--engine", place.engine.value],
            env=place.environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    expected = "is open in process" if place.engine is Engine.DUCKDB else "is under way"
    assert expected in line


def test_a_failure_half_way_changes_nothing_and_the_next_publish_mends_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.build("fact", 1)
    publish(place, "fact")
    place.build("fact", 2)
    place.build("later", 3)
    with monkeypatch.context() as patch:
        kind: type[Warehouse]
        if place.engine is Engine.DUCKDB:
            kind, last = on_duckdb._Warehouse, "_declare_contents"
        else:
            kind, last = on_server._Warehouse, "_rename"

        def fail(*_: object) -> None:
            raise HospitalError("it breaks off here")

        patch.setattr(kind, last, fail)
        with pytest.raises(HospitalError, match="breaks off"):
            publish(place, "fact", "later")
    assert place.live() == {"fact": [1]}
    assert publish(place, "fact", "later").number == 2
    assert place.live() == {"fact": [2], "later": [3]}
    assert place.schema_names() == {"", "_build", "_previous"}


@pytest.mark.parametrize("place", SERVERS, indirect=True)
def test_a_long_transaction_is_waited_for_and_then_named(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_server, "_RENAME_SECONDS", 1)
    monkeypatch.setattr(on_server, "_PAUSE_SECONDS", 0.0)
    place.build("fact", 1)
    publish(place, "fact")
    place.build("fact", 2)
    with closing(connect(server_settings(place.engine, place.environment))) as reader:
        cursor = reader.cursor()
        cursor.execute("start transaction")
        cursor.execute(f"select number from {place.schemas.live}.fact")
        assert cursor.fetchall() == [(1,)]
        with monkeypatch.context() as patch:
            patch.setattr(on_server, "_RENAMES", 1)
            with pytest.raises(NotPublishedError, match="a transaction goes on reading"):
                publish(place, "fact")
        assert place.live() == {"fact": [1]}
        cursor.execute(f"select number from {place.schemas.live}.fact")
        assert cursor.fetchall() == [(1,)]
        threading.Timer(1.5, lambda: cursor.execute("commit")).start()
        assert publish(place, "fact").number == 2
    assert place.live() == {"fact": [2]}


@pytest.mark.parametrize("place", [Engine.DUCKDB], indirect=True)
def test_a_short_reader_of_the_file_is_waited_for(place: Place) -> None:
    place.build("fact", 1)
    path = duckdb_path(place.environment)
    reading = (
        "import duckdb, sys, time; reader = duckdb.connect(sys.argv[1], read_only=True); "
        "print('it is open', flush=True); time.sleep(1)"
    )
    reader = subprocess.Popen([sys.executable, "-c", reading, str(path)], stdout=subprocess.PIPE)
    assert reader.stdout is not None
    reader.stdout.readline()
    with pytest.raises(duckdb.IOException):
        duckdb.connect(str(path))
    assert publish(place, "fact").number == 1
    assert reader.wait() == 0
