"""Which Chromium opens the pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from hospital.errors import ServerSetupError
from hospital.report import browser


def test_the_environment_names_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    assert browser.chromium() == browser.Program(program)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "missing"))
    with pytest.raises(ServerSetupError, match="which is no program; unset or mend it"):
        browser.chromium()


def test_without_one_and_without_apt_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "project_folder", lambda: tmp_path)
    with pytest.raises(ServerSetupError, match="install one, or set CHROMIUM to it"):
        browser.chromium()
