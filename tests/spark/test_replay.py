"""A day replayed on Spark: an increment equal to a full refresh, and every data test."""

from __future__ import annotations

from datetime import date

from hospital.config import Engine, GenerateConfig
from hospital.defects.settings import defect_settings
from hospital.verification.replay import Kind, replay


def test_an_increment_gives_what_a_full_refresh_gives_on_spark() -> None:
    config = GenerateConfig(
        seed=13, patients=40, as_of=date(2025, 6, 29), defects=defect_settings("standard", 0.01)
    )
    days = replay(Engine.SPARK, config, 1, lambda _line: None)
    assert [day.kind for day in days] == [Kind.PLAIN]
