"""The page that shows the matrix: its heading stays, the rest is written anew."""

from __future__ import annotations

from pathlib import Path

_MARK = "<!-- the kill matrix: written by the command above -->\n"


def write_page(path: Path, table: str) -> None:
    """Puts the matrix below the mark; a page without one gets it at its end."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    heading = text.partition(_MARK)[0]
    path.write_text(f"{heading}{_MARK}\n{table}", encoding="utf-8")
