"""One benchmark at one size, from an empty database to a file of raw data."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hospital.benchmarks.questions import build
from hospital.benchmarks.questions.by_hand import by_hand_seconds
from hospital.benchmarks.questions.contestants import copy_with_indexes, drop_copy, statements
from hospital.benchmarks.questions.measure import (
    Runs,
    as_data,
    assert_equal_answers,
    cold_runs,
    warm_runs,
)
from hospital.benchmarks.questions.place import Place, own_place
from hospital.benchmarks.questions.session import open_session
from hospital.benchmarks.tables import busy_machine
from hospital.config import Engine, olap_database, oltp_database, server_settings
from hospital.errors import NotBuiltError
from hospital.schema import ddl
from hospital.verification.dbt_project import Mart, compile_analyses, read_marts
from hospital.verification.scratch import drop_databases

_PAIRS = 3


@dataclass(frozen=True)
class Plan:
    """What to measure at one size."""

    engine: Engine
    patients: int
    runs: Runs
    with_build_cost: bool  # also the SQL by hand, and the indexes one by one


def benchmark(plan: Plan, data: Path) -> Path:
    """Measures everything and writes `questions_<engine>_<encounters>.json` into the folder.

    Raises:
        DifferenceFoundError: the contestants do not agree; nothing is timed or written.
    """
    with (
        tempfile.TemporaryDirectory(prefix="hospital-benchmark-") as name,
        own_place(plan.engine, Path(name)) as place,
    ):
        _tell(f"{plan.engine}, {plan.patients:,} patients: simulating")
        build.load_source(place, plan.patients)
        _tell("building the star")
        full = build.build_star(place)
        costs: dict[str, Any] = {"full_build": full.as_data()}
        costs["models"] = build.slowest_models(place)
        if plan.with_build_cost and plan.engine is not Engine.DUCKDB:
            costs["pairs"] = _build_pairs(place, full)
            costs["indexes"] = build.index_cost(place)
        _tell("refreshing the star")
        costs["refresh"] = build.refresh_star(place).as_data()
        target = place.folder / "analyses"
        analyses = compile_analyses(plan.engine, place.environment, target)
        content = measured(place, analyses, read_marts(target), plan.runs)
        content |= {"patients": plan.patients, "build": costs}
    return write(content, data)


def _build_pairs(place: Place, full: build.Cost) -> list[dict[str, float]]:
    """The full build, again and again in turn with the same by hand, whoever else is at work."""
    pairs: list[dict[str, float]] = []
    for number in range(1, _PAIRS + 1):
        if pairs:
            _tell(f"building the star once more ({number} of {_PAIRS})")
            # A warehouse that is there is more work: its ledger is kept, and told against.
            drop_databases(
                server_settings(place.engine, place.environment),
                olap_database(place.environment),
            )
            full = build.build_star(place)
        _tell(f"building the same by hand ({number} of {_PAIRS})")
        pairs.append(
            {"model_seconds": full.model_seconds, "by_hand_seconds": by_hand_seconds(place)}
        )
    return pairs


def measured(
    place: Place, analyses: Mapping[str, str], marts: Sequence[Mart], runs: Runs
) -> dict[str, Any]:
    """The duel over a star that is built: everything that the file holds but the star's cost.

    `analyses` is their compiled SQL by name, `marts` the contracts that the answers keep.

    Raises:
        DifferenceFoundError: the contestants do not agree.
    """
    engine, oltp = place.engine, oltp_database(place.environment)
    asked = statements(engine, oltp, analyses)
    with open_session(engine, place.environment) as session:
        _tell("copying the OLTP tables, with more indexes")
        copy_with_indexes(session, oltp)
        row_counts = assert_equal_answers(session, asked, {mart.name: mart for mart in marts})
        encounters = session.rows(f"select count(*) from {ddl.quoted(engine, oltp, 'encounters')}")[
            0
        ][0]
        content = {
            "engine": engine.value,
            "server_version": session.version(),
            "encounter_count": int(encounters),
            "machine": busy_machine(),
            "settings": _settings(engine, session.rows),
            "answer_rows": row_counts,
        }
        queries, warm = warm_runs(session, asked, runs)
    cold = list(cold_runs(engine, lambda: place.environment, place.cool, asked, runs))
    with open_session(engine, place.environment) as session:
        drop_copy(session, oltp)
    return content | {"queries": queries, "runs": as_data([*cold, *warm])}


def write(content: Mapping[str, Any], folder: Path) -> Path:
    """Writes the data of one size; an older file of the same engine and size is replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"questions_{content['engine']}_{content['encounter_count']}.json"
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _tell(f"wrote {os.path.relpath(file)}")
    return file


def read(engine: Engine, folder: Path) -> Sequence[Mapping[str, Any]]:
    """The data of all sizes of an engine, the smallest first.

    Raises:
        NotBuiltError: there are none.
    """
    found = [
        json.loads(file.read_text(encoding="utf-8"))
        for file in folder.glob(f"questions_{engine}_*.json")
    ]
    if not found:
        raise NotBuiltError(
            f"{os.path.relpath(folder)} holds no questions_{engine}_*.json; "
            f"run 'hospital benchmark queries --engine {engine}' first"
        )
    return sorted(found, key=lambda content: int(content["encounter_count"]))


def _settings(engine: Engine, rows: Any) -> dict[str, str]:
    """The settings on which the times depend most."""
    if engine is Engine.DUCKDB:
        names = ("memory_limit", "threads")
        return {name: str(rows(f"select current_setting('{name}')")[0][0]) for name in names}
    variables = (
        "innodb_buffer_pool_size",
        "tmp_table_size",
        "sort_buffer_size",
        "join_buffer_size",
    )
    return {name: str(rows(f"select @@{name}")[0][0]) for name in variables}


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
