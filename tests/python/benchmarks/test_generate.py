"""The benchmark of the simulator: it measures what it says, and writes it down."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hospital import cli
from hospital.benchmarks.bare_client import duckdb_load, write_lines
from hospital.benchmarks.processes import hospital, measured
from hospital.benchmarks.tables import Results
from hospital.config import GenerateConfig
from hospital.errors import LoadError

_MIB = 2**20
_HOLDER = """
import subprocess, sys, time
held = b"x" * int(sys.argv[1])
if len(sys.argv) > 2:
    subprocess.run([sys.executable, "-c", sys.argv[2], sys.argv[3]], check=True)
time.sleep(0.3)
print("done")
"""


def test_the_memory_of_a_command_is_that_of_its_processes() -> None:
    command = [sys.executable, "-c", _HOLDER, str(100 * _MIB), _HOLDER, str(200 * _MIB)]
    run = measured(command)
    assert run.output == "done\n" * 2
    assert 100 <= run.parent < 150
    assert 200 <= run.worker < 250
    assert 300 <= run.together < 400
    assert run.seconds >= 0.6


def test_a_command_that_fails_is_no_measurement(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(LoadError, match="failed with exit status 2"):
        measured(hospital("generate", "--nonsense"))
    assert "No such option" in capfd.readouterr().err


def test_the_bare_client_is_given_the_rows_that_the_sink_writes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = GenerateConfig(patients=30)
    lines = tmp_path / "lines"
    lines.mkdir()
    total = write_lines(config, lines)
    arguments = ["generate", "--engine", "parquet", "--output", str(tmp_path / "parquet")]
    assert cli.run([*arguments, "--patients", "30", "--defects", "none"]) == 0
    rows = [int(line.split()[1]) for line in capsys.readouterr().out.splitlines()]
    assert total == sum(rows)
    counted = sum(file.read_bytes().count(b"\n") for file in lines.iterdir())
    assert counted == total
    assert duckdb_load(tmp_path / "parquet", tmp_path / "bare.duckdb") > 0


def test_the_page_has_a_table_for_each_subject(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "docs" / "generate.md"
    arguments = ["--patients", "20", "--size", "25", "--engine", "duckdb", "--runs", "1"]
    assert cli.run(["benchmark", "generate", *arguments, "--write", str(page)]) == 0
    text = page.read_text()
    assert capfd.readouterr().out.strip() == text.strip()
    assert text.count("\n## ") == 4
    loads = ("duckdb: insert, load alone", "duckdb: insert, everything")
    for said in (*loads, "| 25 | 1 |", "planted faults, without = 1", "cores, "):
        assert said in text


def test_results_are_a_table_in_markdown() -> None:
    results = Results("Title", "make it", ("what", "how fast"), (("a", "1"),), "A note.")
    assert results.markdown() == (
        "## Title\n\nA note.\n\n`make it`\n\n| what | how fast |\n| --- | ---: |\n| a | 1 |\n"
    )
