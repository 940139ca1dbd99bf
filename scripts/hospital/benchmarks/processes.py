"""Runs a command and watches how long it takes and how much memory its processes hold."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hospital.errors import LoadError

_SAMPLE_SECONDS = 0.05


@dataclass(frozen=True)
class Measured:
    """A finished command; memory is resident memory in MiB, shared pages counted in each."""

    seconds: float
    parent: float  # the most of the first process, as the kernel knows it
    worker: float  # the most of any process that it started
    together: float  # the most of all at one time, sampled
    output: str


def hospital(*arguments: str) -> list[str]:
    """The words that run this program's command line."""
    return [sys.executable, "-m", "hospital", *arguments]


def measured(
    command: Sequence[str],
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
) -> Measured:
    """Runs the command in the folder to its end; its standard error goes to ours.

    Raises:
        LoadError: it fails.
    """
    began = time.monotonic()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=folder
    )
    peaks: dict[int, float] = {}
    together = 0.0
    while process.poll() is None:
        now = 0.0
        for identifier in (process.pid, *_children(process.pid)):
            peak, resident = _memory(identifier)
            peaks[identifier] = max(peak, peaks.get(identifier, 0.0))
            now += resident
        together = max(together, now)
        time.sleep(_SAMPLE_SECONDS)
    seconds = time.monotonic() - began
    output = process.communicate()[0]
    if process.returncode:
        raise LoadError(f"'{' '.join(command)}' failed with exit status {process.returncode}")
    parent = peaks.pop(process.pid, 0.0)
    return Measured(seconds, parent, max(peaks.values(), default=0.0), together, output)


def _children(parent: int) -> list[int]:
    try:
        text = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    except OSError:  # it has ended
        return []
    return [int(child) for child in text.split()]


def _memory(process: int) -> tuple[float, float]:
    """The most that a process has held, and what it holds, in MiB; nothing if it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    values = {name: rest for name, _, rest in (line.partition(":") for line in lines)}
    return tuple(int(values.get(name, "0 kB").split()[0]) / 1024 for name in ("VmHWM", "VmRSS"))  # type: ignore[return-value]
