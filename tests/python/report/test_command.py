"""`hospital report` and `hospital screenshots` as a user meets their refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from hospital import cli


def test_without_data_it_says_what_to_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DUCKDB_PATH", str(tmp_path / "none.duckdb"))
    assert cli.run(["report", "--engine", "duckdb"]) == 1
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.startswith("error: there is no file")
    assert errors.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_pictures_need_the_site(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.run(["screenshots"]) == 1
    assert capsys.readouterr().err == (
        "error: target/site/index.html is missing; run 'make docs' first\n"
    )
