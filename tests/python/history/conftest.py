from __future__ import annotations

from pathlib import Path

import pytest

from hospital.history import cancellations, corrections, late_entry, readjudication

from ..sinks.conftest import Database
from ..sinks.conftest import database as oltp_database

database = oltp_database


@pytest.fixture
def eventful(monkeypatch: pytest.MonkeyPatch) -> None:
    """Far more mistakes than in earnest, so that a few patients have some of each kind."""
    for module, name, share in (
        (cancellations, "CANCELLED_ENCOUNTER_SHARE", 0.9),
        (cancellations, "DELETED_CHILD_SHARE", 0.5),
        (corrections, "CORRECTED_CODE_SHARE", 0.3),
        (corrections, "CORRECTED_SEQUENCE_SHARE", 0.3),
        (late_entry, "LATE_ENCOUNTER_SHARE", 0.2),
        (readjudication, "READJUDICATED_SHARE", 0.3),
    ):
        monkeypatch.setattr(module, name, share)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: Database) -> Path:
    """The working directory, which holds the answer key of a server's database."""
    monkeypatch.chdir(tmp_path)
    for name in ("DUCKDB_PATH", "OLTP_DATABASE"):
        monkeypatch.setenv(name, database.environment[name])
    return tmp_path
