"""The command line as a user meets it: one line on standard error, and the right exit status."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from hospital import cli
from hospital.config import Engine, GenerateConfig, duckdb_path, oltp_database
from hospital.errors import SettingError

SMALL = ["generate", "--engine", "duckdb", "--patients", "20", "--seed", "7"]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "test.duckdb"
    monkeypatch.setenv("DUCKDB_PATH", str(path))
    monkeypatch.setenv("OLTP_DATABASE", "oltp")
    return path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """What was said on standard error: one line, and nothing on standard output."""
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.startswith("error: ")
    assert errors.count("\n") == 1
    return errors


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["generat"], "No such command 'generat'"),
        (["--nonsense"], "No such option"),
        (["generate"], "Missing option '--engine'"),
        (["generate", "--engine", "oracle"], "'oracle' is not one of"),
        ([*SMALL, "--as-of", "31.12.2025"], "does not match the format"),
        ([*SMALL, "--start", "2025-02-30"], "does not match the format"),
        ([*SMALL, "--workers", "two"], "is not a valid integer"),
        ([*SMALL, "surplus"], "unexpected extra argument"),
        (["server"], "Missing command"),
        (["server", "up", "--engine", "duckdb"], "'duckdb' is not one of"),
    ],
)
def test_wrong_usage(
    arguments: list[str], message: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(arguments) == 2
    assert message in said(capsys)
    assert not file.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--patients", "0"], "--patients is 0; give at least 1"),
        (["--patients", "-5"], "--patients is -5; give at least 1"),
        (["--workers", "0"], "--workers is 0; give at least 1"),
        (["--seed", "-1"], "--seed is -1; give a whole number"),
        (["--as-of", "2023-12-31"], "is before --start 2024-01-01; give a later --as-of"),
        (["--start", "1066-10-14"], "must lie between"),
    ],
)
def test_values_out_of_range(
    options: list[str], message: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*SMALL, *options]) == 1
    assert message in said(capsys)
    assert not file.exists()


@pytest.mark.parametrize("name", ["", "a b", "x`; drop table y", "1oltp", "a" * 50])
def test_a_database_name_that_cannot_be_used(
    name: str, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("OLTP_DATABASE", name)
    assert cli.run(SMALL) == 1
    assert "OLTP_DATABASE" in said(capsys)
    assert not file.exists()


@pytest.mark.parametrize("engine", ["mysql", "mariadb"])
def test_a_server_that_is_not_there(
    engine: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"{engine.upper()}_PORT", "1")
    assert cli.run(["generate", "--engine", engine]) == 1
    assert f"hospital server up --engine {engine}" in said(capsys)


def test_generate_fills_the_database_and_never_overwrites_it(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(SMALL) == 0
    output, errors = capsys.readouterr()
    counts = {line.split()[0]: int(line.split()[1]) for line in output.splitlines()}
    assert counts["data_loads"] == 1
    assert counts["patients"] >= 20
    assert errors.count("\n") == 1

    assert cli.run(SMALL) == 1
    assert "already holds data; give --replace" in said(capsys)
    assert cli.run([*SMALL, "--replace", "--workers", "2"]) == 0
    with duckdb.connect(str(file)) as connection:
        for table, count in counts.items():
            found = connection.execute(f"select count(*) from oltp.{table}").fetchone()
            assert found == (count,)


def test_init_creates_empty_tables_and_leaves_rows_alone(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["init", "--engine", "duckdb"]) == 0
    with duckdb.connect(str(file)) as connection:
        connection.execute("insert into oltp.specialties values (1, 'Cardiology', null)")
    capsys.readouterr()
    assert cli.run(["init", "--engine", "duckdb"]) == 1
    assert "already holds data" in said(capsys)


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([]) == 0
    shown = capsys.readouterr().out
    for command in cli._COMMANDS:
        assert f"\n  {command} " in shown
        assert cli.run([command, "--help"]) == 0


def test_an_interrupt_is_one_line_and_leaves_nothing(file: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "hospital", *SMALL[:3], "--patients", "500000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        # A job in the background inherits an ignored SIGINT, as this test may be.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 60
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)

    assert process.returncode == 130
    assert output == ""
    assert errors.strip() == "error: interrupted"
    with duckdb.connect(str(file)) as connection:
        assert connection.execute("select count(*) from duckdb_tables()").fetchone() == (0,)


def test_a_reader_that_goes_away_is_no_traceback(file: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m hospital {' '.join(SMALL)} | true"],
        capture_output=True,
        text=True,
    )
    assert file.exists()
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_settings_have_dbt_s_defaults() -> None:
    assert duckdb_path({}) == Path("data/healthcare.duckdb")
    assert oltp_database({}) == "healthcare_oltp"
    assert list(Engine) == ["duckdb", "mysql", "mariadb"]
    with pytest.raises(SettingError, match="block size"):
        GenerateConfig(block_size=0)
