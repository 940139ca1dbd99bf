"""What commands that run for minutes have in common: a stopwatch, and an end that cleans up."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable
from types import FrameType


def stopwatch() -> Callable[[str], None]:
    """What prints a line to standard error, after the seconds since now."""
    began = time.monotonic()

    def report(line: str) -> None:
        print(f"[{time.monotonic() - began:5.0f} s] {line}", file=sys.stderr)

    return report


def end_tidily() -> None:
    """Lets SIGTERM end the command as Ctrl-C does, so that what is only scratch goes then, too."""
    signal.signal(signal.SIGTERM, _interrupted)


def _interrupted(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
