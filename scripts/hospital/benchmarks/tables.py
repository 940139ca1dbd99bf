"""Tables of results as Markdown, and what they were measured on."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("numpy", "pyarrow", "duckdb", "mysql-connector-python")


@dataclass(frozen=True)
class Results:
    """One table: what was measured, by which command, and the figures."""

    title: str
    command: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""

    def markdown(self) -> str:
        """A section; figures are aligned to the right, the first column to the left."""
        rule = ["---", *["---:"] * (len(self.header) - 1)]
        lines = [f"| {' | '.join(row)} |" for row in (self.header, rule, *self.rows)]
        note = f"{self.note}\n\n" if self.note else ""
        return f"## {self.title}\n\n{note}`{self.command}`\n\n" + "\n".join(lines) + "\n"


def busy_machine() -> str:
    """The machine in one sentence, with how busy it was when the measurement began."""
    return f"{machine()}; load average at the start {os.getloadavg()[0]:.1f}."


def machine() -> str:
    """The machine in a few words, without a full stop."""
    model = "unknown processor"
    information = Path("/proc/cpuinfo")
    if information.exists():
        for line in information.read_text().splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB of memory, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}"
    )
