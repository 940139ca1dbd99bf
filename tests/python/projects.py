"""Small dbt projects around the macros of this one, whose models are planted by a test."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from hospital.config import project_folder

_TAKEN = (
    "dbt_project.yml",
    "profiles.yml",
    "macros",
    "tests/generic",
    "docs/dbt",
    "models/operations",
)


def plant_project(folder: Path, models: Mapping[str, str]) -> Path:
    """The folder, with the macros of this project, the run log's models, and models by name."""
    for name in _TAKEN:
        source = project_folder() / name
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy(source, folder / name)
    for name, query in models.items():
        (folder / "models" / f"{name}.sql").write_text(query)
    return folder
