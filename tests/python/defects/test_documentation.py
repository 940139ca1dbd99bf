"""docs/simulator.md tells of every class of defects what it plants and what becomes of it."""

from __future__ import annotations

import pytest

from hospital.config import project_folder
from hospital.defects.registry import known_defects


def _rows() -> dict[str, str]:
    text = (project_folder() / "docs" / "simulator.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    return {line.split("`")[1]: line for line in lines}


@pytest.mark.parametrize("name", known_defects())
def test_the_simulators_page_has_a_row_for_each_class(name: str) -> None:
    cells = [cell.strip() for cell in _rows()[name].strip("|").split("|")]
    assert len(cells) == 5
    assert all(cells)
