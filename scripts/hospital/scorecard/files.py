"""Writes the scorecard's files, each whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path

from hospital.errors import SettingError
from hospital.scorecard.picture import draw
from hospital.scorecard.report import Scorecards, figures_as_csv, findings_as_csv


def write(cards: Scorecards, folder: Path) -> None:
    """Writes scorecard.csv, coherence.csv and scorecard.svg; earlier ones are replaced.

    Raises:
        SettingError: the folder cannot be written.
    """
    contents = {
        "scorecard.csv": figures_as_csv(cards).encode(),
        "coherence.csv": findings_as_csv(cards).encode(),
        "scorecard.svg": draw(cards, "svg"),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            unfinished = folder / f".{name}.unfinished"
            unfinished.write_bytes(content)
            unfinished.replace(folder / name)
    except OSError as error:
        raise SettingError(
            f"cannot write to {folder} ({error.strerror}); give another --output"
        ) from error
    print(f"wrote {', '.join(contents)} to {folder}", file=sys.stderr)
