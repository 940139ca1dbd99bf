"""The command line as a user meets it: one line on standard error, and the right exit status."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from hospital import cli
from hospital.config import (
    Engine,
    GenerateConfig,
    duckdb_path,
    log_database,
    olap_database,
    oltp_database,
)
from hospital.errors import SettingError

PROGRAM = [sys.executable, "-m", "hospital", "generate"]
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
    loaded, planted = errors.splitlines()
    assert loaded.startswith("loaded ")
    assert planted.endswith(f"the answer key is in {file.with_suffix('.answer_key')}")

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


def _started(place: Path, *options: str, **how: Any) -> subprocess.Popen[str]:
    """`hospital generate` into files with two workers, once they are at work."""
    process = subprocess.Popen(
        [*PROGRAM, "--output", str(place), "--workers", "2", "--patients", "500000", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,  # Ctrl-C in a terminal reaches the workers, too
        **how,
    )
    deadline = time.monotonic() + 60
    while not list(place.glob("_loading/*/part*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    return process


def _workers(process: subprocess.Popen[str]) -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [
        int(child)
        for child in children
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def test_an_interrupt_with_workers_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "out"
    process = _started(
        place,
        "--engine=parquet",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    workers = _workers(process)
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output, errors.strip()) == (130, "", "error: interrupted")
    assert not place.exists()
    assert len(workers) == 2
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def test_a_killed_worker_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    place = tmp_path / "out"
    process = _started(place, "--engine=parquet")
    os.kill(_workers(process)[0], signal.SIGKILL)
    output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (1, "")
    assert errors.startswith("error: a simulating process was killed")
    assert errors.count("\n") == 1
    assert not place.exists()


def test_a_killed_run_takes_its_workers_along_and_is_cleared_by_the_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "out"
    process = _started(place, "--engine=parquet")
    workers = _workers(process)
    process.kill()
    process.communicate(timeout=60)
    deadline = time.monotonic() + 30
    while any(map(_runs, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, workers))
    assert [path.name for path in place.iterdir() if path.name[0] != "_"] == []
    assert not (place / "_SUCCESS").exists()

    again = ["generate", "--engine", "parquet", "--output", str(place), "--patients", "20"]
    assert cli.run(again) == 1
    assert "broken off has left; give --replace" in said(capsys)
    assert cli.run([*again, "--replace"]) == 0
    assert (place / "_SUCCESS").exists()
    assert not (place / "_loading").exists()


def _runs(process: int) -> bool:
    """Whether it is there and no zombie."""
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("engine", ["parquet", "csv"])
def test_a_disk_that_takes_no_more_is_one_line_and_leaves_nothing(
    engine: str, tmp_path: Path
) -> None:
    place = tmp_path / "out"
    done = subprocess.run(
        [*PROGRAM, "--engine", engine, "--output", str(place), "--patients", "2000"],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: cannot write to {place}: ")
    assert done.stderr.count("\n") == 1
    assert not place.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--engine", "parquet"], "--engine parquet writes files; give --output"),
        (["--engine", "csv"], "--engine csv writes files; give --output"),
        (["--engine", "csv", "--output", ""], "--output is empty"),
        (["--engine", "duckdb", "--output", "out"], "--output is for files; the duckdb database"),
        (["--engine", "mysql", "--output", "out"], "--output is for files; the mysql database"),
        (["--engine", "parquet", "--output", "x://y"], "--output 'x://y' cannot be used"),
        (["--engine", "duckdb", "--workers", "5000"], "--workers is 5000, but this machine has"),
    ],
)
def test_where_the_output_goes_is_said_once(
    options: list[str], message: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["generate", "--patients", "20", *options]) == 1
    assert message in said(capsys)
    assert not file.exists()


@pytest.mark.parametrize("command", ["init", "answers", "summary"])
def test_only_generate_knows_formats_of_files(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([command, "--engine", "parquet"]) == 2
    assert "'parquet' is not one of" in said(capsys)


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
    assert list(Engine) == ["duckdb", "mysql", "mariadb", "spark"]
    with pytest.raises(SettingError, match="block size"):
        GenerateConfig(block_size=0)


def test_the_log_goes_with_its_star_unless_another_is_named() -> None:
    assert log_database({"OLAP_DATABASE": "star"}) == "star_log"
    assert log_database({"OLAP_DATABASE": "star", "LOG_DATABASE": "log"}) == "log"


@pytest.mark.parametrize(
    ("variable", "read"),
    [
        ("OLTP_DATABASE", oltp_database),
        ("OLAP_DATABASE", olap_database),
        ("OLAP_DATABASE", log_database),
        ("LOG_DATABASE", log_database),
    ],
)
@pytest.mark.parametrize("name", ["", "a-b", "1a", "a" * 50])
def test_a_name_that_is_none_is_refused(
    variable: str, read: Callable[[dict[str, str]], str], name: str
) -> None:
    with pytest.raises(SettingError, match=f"{variable} is '{name}'; use letters, digits"):
        read({variable: name})
