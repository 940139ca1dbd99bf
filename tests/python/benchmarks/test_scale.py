"""Sizes by engine: what a stage takes, and the page of all of them."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from multiprocessing import resource_tracker, spawn
from pathlib import Path
from typing import Any

import pytest

from hospital import cli
from hospital.benchmarks.scale import measuring
from hospital.benchmarks.scale.measuring import (
    STAGES,
    Measurement,
    Stage,
    layer_seconds,
    measure,
)
from hospital.benchmarks.scale.page import page
from hospital.config import Engine, GenerateConfig
from hospital.errors import GenerationError

_MADE = Measurement(
    engine="mysql",
    patients=100,
    encounter_count=500_000,
    machine="a machine",
    load_average=0.5,
    stages={name: Stage(number + 1.0, (number + 1) * 10**6) for number, name in enumerate(STAGES)},
    build_seconds=7.0,
)


def test_models_count_for_the_stage_of_their_folder(tmp_path: Path) -> None:
    folders = {
        "a": ["p", "staging", "a"],
        "b": ["p", "intermediate", "b"],
        "c": ["p", "marts", "core", "c"],
        "d": ["p", "marts", "analytics", "d"],
        "e": ["p", "marts", "quality", "e"],
        "f": ["p", "marts", "audit", "f"],
        "g": ["p", "operations", "g"],
    }
    nodes: dict[str, Any] = {f"model.{name}": {"fqn": fqn} for name, fqn in folders.items()}
    (tmp_path / "manifest.json").write_text(json.dumps({"nodes": nodes}))
    results = [
        {"unique_id": f"model.{name}", "execution_time": 2.0**number}
        for number, name in enumerate(folders)
    ]
    seed = {"unique_id": "seed.s", "execution_time": 99.0}
    (tmp_path / "run_results.json").write_text(json.dumps({"results": [*results, seed]}))
    assert layer_seconds(tmp_path) == {
        "staging": 3.0,
        "star": 4.0,
        "analytics": 8.0,
        "quality and audit": 112.0,
    }


@pytest.mark.parametrize("engine", [Engine.DUCKDB, Engine.MYSQL, Engine.MARIADB])
def test_every_stage_has_its_seconds_and_bytes(engine: Engine) -> None:
    done = measure(engine, GenerateConfig(patients=20), "a machine", lambda _line: None)
    assert set(done.stages) == set(STAGES)
    assert all(stage.seconds > 0 and stage.bytes > 0 for stage in done.stages.values())
    # The star repeats the OLTP tables in other shapes; it is neither nothing nor a multiple.
    assert 0.1 < done.stages["star"].bytes / done.stages["simulation"].bytes < 10
    assert done.build_seconds > 0


def test_a_simulation_that_is_killed_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\nsleep 0.5\nkill -9 $$\n")
    program.chmod(0o755)
    resource_tracker.ensure_running()  # it would be started by the same program
    monkeypatch.setattr(spawn, "_python_exe", os.fsencode(program))
    with pytest.raises(GenerationError, match="the simulating process was killed, perhaps for"):
        measure(Engine.DUCKDB, GenerateConfig(patients=20), "a machine", lambda _line: None)


def test_the_page_has_every_size_per_million_encounters(tmp_path: Path) -> None:
    (tmp_path / "scale_mysql_100.json").write_text(_MADE.to_json())
    other = replace(_MADE, engine="duckdb", machine="another", load_average=1.5)
    (tmp_path / "scale_duckdb_100.json").write_text(other.to_json())
    text = page(tmp_path)
    assert "load average at the start of a run 0.5 to 1.5." in text
    assert "\n1. another\n2. a machine\n\n" in text
    lines = [line for line in text.splitlines() if line.startswith("| MySQL")]
    assert lines == [
        "| MySQL | 100 | 500,000 | 2 | 2 | 4 | 6 | 8 | 10 | 14 |",
        "| MySQL | 100 | 500,000 | 2 | 4 | 6 | 8 | 10 |",
    ]
    assert text.index("| DuckDB") < text.index("| MySQL")


def test_the_readme_describes_every_field() -> None:
    described = (Path(__file__).parents[3] / "docs" / "benchmarks" / "README.md").read_text()
    data = json.loads(_MADE.to_json())
    fields = [name for name in data if name != "stages"] + [
        f"stages.<name>.{name}" for name in data["stages"]["star"]
    ]
    section = described.partition("scale_<engine>")[2]
    assert [name for name in fields if f"| `{name}` |" not in section] == []


def test_the_command_keeps_the_figures_and_writes_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measuring, "measure", lambda *_arguments: _MADE)
    file = tmp_path / "docs" / "scale.md"
    arguments = ["--engine", "mysql", "--patients", "100", "--write", str(file)]
    assert cli.run(["benchmark", "scale", *arguments]) == 0
    kept = file.parent / "scale_mysql_100.json"
    assert kept.read_text() == capsys.readouterr().out == _MADE.to_json()
    assert file.read_text() == page(file.parent)
