"""Puts the page together: skeleton, style, charting library, scripts and data in one file."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import vl_convert

from hospital.errors import SettingError

# Each uses only what stands before it; the charts come after them, the start last.
_SCRIPTS = ("data", "format", "statistics", "choice", "look", "figure")
_START = "start"
_MARK = re.compile(r"/\*([A-Z]+)\*/")  # of the skeleton, where a part goes


def html(content: Any) -> str:
    """The page with `content` as its data, which must be representable as JSON.

    Equal content gives an equal page: it holds no date of its own.
    """
    page = files("hospital.report").joinpath("page")
    charts = sorted(
        file.name for file in page.joinpath("charts").iterdir() if file.name.endswith(".js")
    )
    scripts = [
        *(f"{name}.js" for name in _SCRIPTS),
        *(f"charts/{name}" for name in charts),
        f"{_START}.js",
    ]
    # "<" inside a JSON text could end the script element early.
    data = json.dumps(content, separators=(",", ":"), ensure_ascii=False).replace("<", "\\u003c")
    parts = {
        "STYLE": page.joinpath("page.css").read_text(encoding="utf-8"),
        "LIBRARY": vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"),
        "DATA": data,
        "SCRIPTS": "\n".join(page.joinpath(name).read_text(encoding="utf-8") for name in scripts),
    }
    text = page.joinpath("page.html").read_text(encoding="utf-8")
    # In one pass: what is put in may hold such a mark itself.
    return _MARK.sub(lambda mark: parts[mark[1]], text)


def write(text: str, output: Path) -> None:
    """Writes the page, whole or not at all.

    Raises:
        SettingError: the file cannot be written.
    """
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(output)
    except OSError as error:
        raise SettingError(
            f"cannot write {output} ({error.strerror}); give another --output"
        ) from error
