"""All trials of one engine, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import duckdb

from hospital.chaos.disk import small_disk
from hospital.chaos.scene import Act, Scene
from hospital.chaos.trials import Outcome, Trials
from hospital.chaos.watcher import Watcher
from hospital.config import Engine, GenerateConfig, duckdb_path
from hospital.defects.settings import defect_settings
from hospital.publishing.publish import publish
from hospital.verification.connections import Reader, open_reader

# What is killed, in turn.
_PROGRAMS = (Act.BUILD, Act.ADVANCE, Act.PUBLISH, Act.ADVANCE, Act.BUILD)
_MEGABYTES = {Engine.DUCKDB: 400, Engine.MYSQL: 2_000, Engine.MARIADB: 1_500}


def run_chaos(
    engine: Engine,
    folder: Path,
    *,
    patients: int,
    kills: int,
    seed: int,
    report: Callable[[Outcome], None],
) -> list[Outcome]:
    """Every trial on the engine; `folder` must be a new one, and its server goes with it.

    Raises:
        HospitalError: the undisturbed runs fail, so that there is nothing to disturb.
    """
    config = GenerateConfig(
        seed=seed,
        patients=patients,
        as_of=date(2025, 6, 30),
        defects=defect_settings("standard", 0.01),
    )
    done: list[Outcome] = []

    def note(outcome: Outcome) -> None:
        done.append(outcome)
        report(outcome)

    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(folder / "disk", _MEGABYTES[engine]))
        scene = Scene(engine, folder / "disk" / "scene", folder / "said", config)
        stack.callback(scene.close)
        undisturbed = Scene(
            Engine.DUCKDB, folder / "undisturbed", folder / "undisturbed_said", config
        )
        stack.callback(undisturbed.close)
        trials = Trials(scene, undisturbed, Random(seed))
        trials.begin()
        if engine is Engine.DUCKDB:
            for outcome in _kills(trials, kills):
                note(outcome)
            for act in (Act.PUBLISH, Act.BUILD):
                note(trials.run_twice(act))
            note(trials.fill_disk(disk))
            note(_watched_publish(trials))
        else:
            with _watched(trials) as watcher:
                for outcome in _kills(trials, kills):
                    note(outcome)
                note(trials.lose_connections())
                for act in (Act.PUBLISH, Act.BUILD):
                    note(trials.run_twice(act))
                note(trials.fill_disk(disk))
            note(_verdict(watcher, trials.expected))
    return done


def _kills(trials: Trials, kills: int) -> Iterator[Outcome]:
    for number in range(kills):
        act = _PROGRAMS[number % len(_PROGRAMS)]
        # On a server every other kill is its own.
        server = trials.scene.engine is not Engine.DUCKDB and number % 2 == 0
        yield trials.kill(act, server=server)


@contextmanager
def _watched(trials: Trials) -> Iterator[Watcher]:
    scene = trials.scene
    watcher = Watcher(
        # Read anew each time: after a kill the server may have another port.
        lambda: open_reader(scene.engine, scene.environment),
        scene.schemas.live,
        scene.marts(scene.schemas.live),
    )
    with watcher:
        yield watcher


def _watched_publish(trials: Trials) -> Outcome:
    """On DuckDB readers share the process of the publish: no other one can open the file then."""
    scene = trials.scene

    @contextmanager
    def opened() -> Iterator[Reader]:
        with duckdb.connect(str(duckdb_path(scene.environment))) as file:
            yield Reader(Engine.DUCKDB, file)

    marts = scene.marts(scene.schemas.live)
    trials.next_day(is_known=True)
    with Watcher(opened, scene.schemas.live, marts) as watcher:
        publish(scene.engine, scene.environment, lambda _line: None)
    outcome = trials.difference(Act.PUBLISH)
    seen = _verdict(watcher, trials.expected)
    return replace(seen, result=outcome, is_right=False) if outcome else seen


def _verdict(watcher: Watcher, expected: Mapping[int, Mapping[str, str]]) -> Outcome:
    wrong = watcher.verdict(expected)
    seen = f"{len(watcher.seen)} publications, {watcher.looks} looks, {watcher.readings} readings"
    return Outcome(
        "a reader of every mart, all the while",
        f"{watcher.outages} outages" if watcher.outages else "",
        "; ".join(wrong) or f"only whole, tested versions ({seen})",
        is_right=not wrong and watcher.looks > 0 and bool(watcher.seen),
    )
