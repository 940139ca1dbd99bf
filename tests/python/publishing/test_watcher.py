"""The reader of the fault tests: content with whole publications, and not with anything less."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

import duckdb
import pytest

from hospital.chaos.watcher import Watcher
from hospital.config import Engine, duckdb_path
from hospital.publishing import server as on_server
from hospital.publishing.warehouse import open_warehouse
from hospital.verification.connections import Reader, open_reader
from hospital.verification.dbt_project import Mart

from .conftest import Place
from .test_exchange import NOON

NAMES = ("bridge", "dimension", "fact")
TYPES = {"number": "bigint", "other": "integer"}
ENGINES = [Engine.DUCKDB, Engine.MYSQL]


def _opened(place: Place) -> Callable[[], AbstractContextManager[Reader]]:
    if place.engine is not Engine.DUCKDB:
        return lambda: open_reader(place.engine, place.environment)

    @contextmanager
    def opened() -> Iterator[Reader]:
        # Within one process DuckDB has readers beside a writer.
        with duckdb.connect(str(duckdb_path(place.environment))) as file:
            yield Reader(Engine.DUCKDB, file)

    return opened


def _watcher(place: Place) -> Watcher:
    marts = [Mart("core", place.schemas.live, name, TYPES, ("number",)) for name in NAMES]
    return Watcher(_opened(place), place.schemas.live, marts)


def _publish(place: Place, rows: int) -> None:
    for name in NAMES:
        place.build(name, *range(rows))
    with open_warehouse(place.engine, place.environment) as warehouse:
        warehouse.publish(NAMES, NOON)


def _wait(watcher: Watcher, readings: int) -> None:
    deadline = time.monotonic() + 60
    while watcher.readings < readings and not watcher.problems and time.monotonic() < deadline:
        time.sleep(0.02)


@pytest.mark.parametrize("place", ENGINES, indirect=True)
def test_publishes_and_rollbacks_show_whole_versions_only(place: Place) -> None:
    _publish(place, 1)
    with _watcher(place) as watcher:
        for rows in (2, 3, 4):
            _wait(watcher, watcher.readings + 1)
            _publish(place, rows)
        _wait(watcher, watcher.readings + 1)
        with open_warehouse(place.engine, place.environment) as warehouse:
            assert warehouse.rollback().number == 3
        _wait(watcher, watcher.readings + 1)
    assert watcher.verdict({}) == []
    assert set(watcher.seen) == {1, 2, 3, 4}
    wrong = {3: {"fact": "another checksum"}}
    assert watcher.verdict(wrong) == ["publication 3 was seen with other rows in fact"]


@pytest.mark.parametrize("place", [Engine.MYSQL], indirect=True)
def test_an_exchange_in_two_steps_is_noticed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    _publish(place, 1)
    rename = on_server._Warehouse._rename

    def one_by_one(self: on_server._Warehouse, moves: Sequence[on_server.Move]) -> None:
        for move in moves:
            rename(self, [move])
            time.sleep(0.2)

    monkeypatch.setattr(on_server._Warehouse, "_rename", one_by_one)
    with _watcher(place) as watcher:
        _wait(watcher, 1)
        _publish(place, 2)
    assert any("a reader saw: the star is not built" in line for line in watcher.verdict({}))


@pytest.mark.parametrize("place", ENGINES, indirect=True)
def test_rows_that_change_within_a_publication_are_noticed(place: Place) -> None:
    _publish(place, 2)
    with _watcher(place) as watcher:
        _wait(watcher, 1)
        place.run(f"update {place.schemas.live}.fact set other = 1 where number = 0")
        _wait(watcher, watcher.readings + 2)
        assert watcher.verdict({}) == ["publication 1 was seen with other rows in fact"]
        place.run(f"delete from {place.schemas.live}.dimension")
        _wait(watcher, watcher.readings + 2)
    assert "a reader saw: publication 1: dimension has 0 rows, not 2" in watcher.verdict({})
