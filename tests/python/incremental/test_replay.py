"""A few days replayed on each engine: every kind of day, and increments equal to full refreshes."""

from __future__ import annotations

from datetime import date

import pytest

from hospital.config import Engine, GenerateConfig
from hospital.defects.settings import defect_settings
from hospital.verification.replay import Kind, kind_of, replay


def config_of(seed: int, patients: int) -> GenerateConfig:
    return GenerateConfig(
        seed=seed,
        patients=patients,
        as_of=date(2025, 6, 29),
        defects=defect_settings("standard", 0.01),
    )


def test_every_kind_of_day_is_replayed() -> None:
    assert {kind_of(number, 5) for number in range(1, 6)} == set(Kind)
    assert kind_of(6, 6) is not Kind.SKIPPED  # or the last increment would never be compared


def test_increments_give_what_full_refreshes_give_on_duckdb() -> None:
    said: list[str] = []
    days = replay(Engine.DUCKDB, config_of(7, 300), 5, said.append)
    assert [day.kind for day in days] == [
        Kind.PLAIN,
        Kind.SKIPPED,
        Kind.TWICE,
        Kind.PLAIN,
        Kind.KILLED,
    ]
    assert len(said) == 5  # the four days that were compared, and the tests


@pytest.mark.parametrize("engine", [Engine.MYSQL, Engine.MARIADB])
def test_increments_give_what_full_refreshes_give_on_a_server(engine: Engine) -> None:
    days = replay(engine, config_of(11, 150), 2, lambda _line: None)
    assert [day.kind for day in days] == [Kind.PLAIN, Kind.PLAIN]
