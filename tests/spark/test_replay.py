"""A few days replayed on Spark: increments equal to full refreshes, and every data test."""

from __future__ import annotations

from datetime import date

from hospital.config import Engine, GenerateConfig
from hospital.defects.settings import defect_settings
from hospital.verification.replay import Kind, replay


def test_increments_give_what_full_refreshes_give_on_spark() -> None:
    config = GenerateConfig(
        seed=13, patients=40, as_of=date(2025, 6, 29), defects=defect_settings("standard", 0.01)
    )
    days = replay(Engine.SPARK, config, 3, lambda _line: None)
    assert [day.kind for day in days] == [Kind.PLAIN, Kind.SKIPPED, Kind.TWICE]
