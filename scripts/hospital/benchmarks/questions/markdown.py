"""Tables and durations as people read them."""

from __future__ import annotations

from collections.abc import Sequence


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with an empty line after it."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def duration(seconds: float) -> str:
    """With three significant digits: in ms below a second, in minutes from two on."""
    if seconds < 1:
        milliseconds = seconds * 1000
        digits = 2 if milliseconds < 10 else 1 if milliseconds < 100 else 0
        return f"{milliseconds:.{digits}f} ms"
    if seconds < 120:
        return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.1f} s"
    return f"{seconds / 60:.1f} min"
