"""The yardstick of the build: plain SQL that fills the same tables with the same indexes.

What dbt compiled is run as `create table`, `insert … select`, `alter table … add index` and
`analyze table`, as a script by hand would, over two connections, each table as soon as those that
it reads are there: the same order and as many threads as dbt has. MySQL and MariaDB only.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from graphlib import TopologicalSorter
from typing import Any

from hospital.benchmarks.questions.place import Place
from hospital.benchmarks.questions.session import Session, open_session

_THREADS = 2
_SUFFIX = "_by_hand"
_SECONDARY = ("KEY ", "UNIQUE KEY ")

Node = Mapping[str, Any]


def by_hand_seconds(place: Place) -> float:
    """Seconds to fill all tables and views of the star just built; they are dropped afterwards.

    The last dbt run of the place has to be the full build: its compiled SQL is what runs.
    """
    manifest = json.loads((place.folder / "target" / "manifest.json").read_text())
    nodes: dict[str, Node] = manifest["nodes"]
    models = {name: node for name, node in nodes.items() if node["resource_type"] == "model"}
    seeds = [node for node in nodes.values() if node["resource_type"] == "seed"]
    schemas = sorted({node["schema"] for node in (*models.values(), *seeds)})
    with open_session(place.engine, place.environment) as session:
        _drop(session, schemas)
        try:
            for schema in schemas:
                session.execute(
                    f"create database `{schema}{_SUFFIX}` collate {_collation(session)}"
                )
            for seed in seeds:
                session.execute(f"create table {_beside(seed)} as select * from {_original(seed)}")
            beside = {_original(node): _beside(node) for node in (*models.values(), *seeds)}
            scripts = {name: _script(session, node, beside) for name, node in models.items()}
            return _filled(place, models, scripts)
        finally:
            _drop(session, schemas)


def _script(session: Session, node: Node, beside: Mapping[str, str]) -> list[str]:
    """The statements that make one table, or one view."""
    target = _beside(node)
    query = str(node["compiled_code"])
    for original, copy in beside.items():
        query = query.replace(original, copy)
    if node["config"]["materialized"] == "view":
        return [f"create view {target} as {query}"]
    original = _original(node)
    lines = str(session.rows(f"show create table {original}")[0][1]).splitlines()
    indexes = [line.strip().rstrip(",") for line in lines if line.strip().startswith(_SECONDARY)]
    kept = [line for line in lines if not line.strip().startswith(_SECONDARY)]
    kept[-2] = kept[-2].rstrip(",")
    kept[0] = f"create table {target} ("
    names = ", ".join(f"`{row[0]}`" for row in session.rows(f"show columns from {original}"))
    rows = f"select {names} from ({query}) as filled" if node["contract"]["enforced"] else query
    return [
        "\n".join(kept),
        f"insert into {target} ({names}) {rows}",
        *(
            [f"alter table {target} " + ", ".join(f"add {index}" for index in indexes)]
            * bool(indexes)
        ),
        f"analyze table {target}",
    ]


def _filled(
    place: Place, models: Mapping[str, Node], scripts: Mapping[str, Sequence[str]]
) -> float:
    """Runs the scripts in the order in which they need each other; how long it took."""
    order = TopologicalSorter(
        {
            name: [parent for parent in node["depends_on"]["nodes"] if parent in models]
            for name, node in models.items()
        }
    )
    order.prepare()

    def run(name: str) -> str:
        with open_session(place.engine, place.environment) as session:
            for statement in scripts[name]:
                if not statement.startswith("create table"):
                    session.execute(statement)
        return name

    began = time.monotonic()
    # Some read what an earlier load has left in tables that are filled after them.
    with open_session(place.engine, place.environment) as session:
        for script in scripts.values():
            if script[0].startswith("create table"):
                session.execute(script[0])
    with ThreadPoolExecutor(_THREADS) as threads:
        running = {threads.submit(run, name) for name in order.get_ready()}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                order.done(future.result())
            running |= {threads.submit(run, name) for name in order.get_ready()}
    return time.monotonic() - began


def _original(node: Node) -> str:
    return f"`{node['schema']}`.`{node['alias']}`"


def _beside(node: Node) -> str:
    return f"`{node['schema']}{_SUFFIX}`.`{node['alias']}`"


def _collation(session: Session) -> str:
    return str(session.rows("select @@collation_server")[0][0])


def _drop(session: Session, schemas: Sequence[str]) -> None:
    for schema in schemas:
        session.execute(f"drop database if exists `{schema}{_SUFFIX}`")
