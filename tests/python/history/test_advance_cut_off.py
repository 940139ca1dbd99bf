"""An advance that dies leaves the database unchanged or finished, and the next one goes on."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from hospital import cli
from hospital.config import Engine
from hospital.generation import generate

from ..sinks.conftest import Database
from .days import DIRTY, config
from .test_advance import content, differing, key_of, simulated

FIRST, NEXT, LAST = date(2024, 3, 10), date(2024, 3, 17), date(2024, 3, 20)
# where the process kills itself, and what the database is then
_PROGRAM = """
import itertools, os, signal, sys
from hospital import cli
from hospital.advancing import duckdb, server
from hospital.sinks.parquet import ParquetLoad

def die(*args, **options):
    os.kill(os.getpid(), signal.SIGKILL)

def third_time(stage):
    calls = itertools.count(1)
    return lambda self, change: die() if next(calls) == 3 else stage(self, change)

match sys.argv[1]:
    case "while rows are gathered":
        for module in (duckdb, server):
            module._Revision.stage = third_time(module._Revision.stage)
    case "in the middle of the changes":
        duckdb._Revision._change = duckdb._Revision._set_aside = die
        server._Revision._update_and_insert = die
    case "before the key":
        ParquetLoad.publish = die
sys.exit(cli.run(["advance", "--engine", sys.argv[2], "--to", sys.argv[3]]))
"""
UNCHANGED, FINISHED = False, True


@pytest.mark.parametrize(
    ("moment", "is_finished"),
    [
        ("while rows are gathered", UNCHANGED),
        ("in the middle of the changes", UNCHANGED),
        ("before the key", FINISHED),
    ],
)
def test_a_killed_advance_is_mended_by_the_next(
    database: Database, folder: Path, moment: str, is_finished: bool
) -> None:
    later = simulated(config(NEXT, 200, defects=DIRTY))
    generate(config(FIRST, 200, defects=DIRTY), database.sink, replace=False)
    before = content(database)

    killed = subprocess.run(
        [sys.executable, "-c", _PROGRAM, moment, database.engine.value, str(NEXT)],
        cwd=folder,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert differing(content(database), later if is_finished else before) == []

    assert cli.run(["advance", "--engine", database.engine.value, "--to", str(NEXT)]) == 0
    assert differing(content(database), later) == []
    assert key_of(database)["settings"]["as_of"] == str(NEXT)


@pytest.mark.parametrize("database", [Engine.DUCKDB], indirect=True)
def test_a_finished_database_whose_key_was_left_behind_can_go_on(
    database: Database, folder: Path
) -> None:
    generate(config(LAST, 200, defects=DIRTY), database.sink, replace=False)
    later, key = content(database), key_of(database)
    generate(config(FIRST, 200, defects=DIRTY), database.sink, replace=True)
    command = [sys.executable, "-c", _PROGRAM, "before the key", database.engine.value, str(NEXT)]
    assert subprocess.run(command, cwd=folder, check=False).returncode == -signal.SIGKILL

    assert cli.run(["advance", "--engine", database.engine.value, "--to", str(LAST)]) == 0
    assert differing(content(database), later) == []
    assert key_of(database) == key


@pytest.mark.parametrize("database", [Engine.DUCKDB], indirect=True)
def test_what_was_planted_is_known_after_any_number_of_kills(
    database: Database, folder: Path
) -> None:
    generate(config(NEXT, 200, defects=DIRTY), database.sink, replace=False)
    later, key = content(database), key_of(database)
    generate(config(FIRST, 200, defects=DIRTY), database.sink, replace=True)
    command = [sys.executable, "-c", _PROGRAM, "before the key", database.engine.value, str(NEXT)]
    for _ in range(3):
        assert subprocess.run(command, cwd=folder, check=False).returncode == -signal.SIGKILL

    assert cli.run(["advance", "--engine", database.engine.value, "--to", str(NEXT)]) == 0
    assert differing(content(database), later) == []
    assert key_of(database) == key
    assert not list(folder.rglob("_kept.json"))


def test_ctrl_c_leaves_database_and_key_as_they_were(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.exists()
    generate(config(FIRST, 200, defects=DIRTY), database.sink, replace=False)
    before, key = content(database), key_of(database)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hospital.advancing.duckdb._Revision.publish", interrupt)
    monkeypatch.setattr("hospital.advancing.server._Revision.publish", interrupt)
    assert cli.run(["advance", "--engine", database.engine.value, "--to", str(NEXT)]) == 130
    assert differing(content(database), before) == []
    assert key_of(database) == key
