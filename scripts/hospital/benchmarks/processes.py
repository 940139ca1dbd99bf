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

_SAMPLE_SECONDS = 0.1


@dataclass(frozen=True)
class Measured:
    """A finished command; memory is in MiB."""

    seconds: float
    parent: float  # peak of the first process's resident memory, as the kernel knows it
    worker: float  # the same of the largest process that it started
    together: float  # the most that all held at one time, sampled; shared pages count once
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
            peak = _mebibytes(identifier, "status", "VmHWM")
            peaks[identifier] = max(peak, peaks.get(identifier, 0.0))
            now += _mebibytes(identifier, "smaps_rollup", "Pss")
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


def _mebibytes(process: int, file: str, name: str) -> float:
    """A figure of the kernel on a process; nothing if the process has ended."""
    try:
        lines = Path(f"/proc/{process}/{file}").read_text().splitlines()
    except OSError:
        return 0.0
    for line in lines:
        key, _, value = line.partition(":")
        if key == name:
            return int(value.split()[0]) / 1024
    return 0.0
