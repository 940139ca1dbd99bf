"""What dbt leaves in its target folder, or has failed to."""

from __future__ import annotations

from pathlib import Path

import pytest

from hospital.errors import NotBuiltError
from hospital.verification.dbt_project import read_marts, read_tally


def test_an_artifact_that_is_missing_or_cut_off_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotBuiltError, match=r"manifest\.json is missing; run 'dbt build'"):
        read_marts(tmp_path)
    (tmp_path / "manifest.json").write_text('{"nodes": {"model.a": "b')
    with pytest.raises(NotBuiltError, match=r"manifest\.json is cut off; free space"):
        read_marts(tmp_path)
    (tmp_path / "run_results.json").write_text("")
    with pytest.raises(NotBuiltError, match=r"run_results\.json is cut off"):
        read_tally(tmp_path)
