"""The console that all tables go to: standard output, wide enough where nobody watches."""

from __future__ import annotations

import sys

from rich.console import Console

_PIPED_WIDTH = 120  # rich takes 80 for a pipe, too narrow for the names of our columns


def console() -> Console:
    """Standard output as it is now: the terminal's own width, or 120 columns in a pipe."""
    return Console(width=None if sys.stdout.isatty() else _PIPED_WIDTH)
