"""All measured sizes as a page of the documentation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hospital.benchmarks.scale.measuring import STAGES
from hospital.benchmarks.tables import Results

PATTERN = "scale_*.json"
_MILLION = 1_000_000
_NAMES = {"duckdb": "DuckDB", "mysql": "MySQL", "mariadb": "MariaDB", "spark": "Spark"}


def page(folder: Path) -> str:
    """The table of every measurement that lies in the folder, by engine and size."""
    found = [json.loads(file.read_text()) for file in folder.glob(PATTERN)]
    found.sort(key=lambda one: (list(_NAMES).index(one["engine"]), one["patients"]))
    machines = list(dict.fromkeys(one["machine"] for one in found))
    loads = [one["load_average"] for one in found]
    return "\n".join(
        [
            "# Seconds and bytes by engine and size\n",
            "Seconds compare within a machine; load average at the start of a run "
            f"{min(loads):.1f} to {max(loads):.1f}.\n",
            *(f"{number}. {machine}" for number, machine in enumerate(machines, 1)),
            "",
            "Each line is one hospital: simulated in one process into the engine's OLTP tables, "
            "then built whole, without tests. Seconds of models are the sum over all, two of which "
            "run at once; *build* is the time of the command. `make benchmark-scale` measures one "
            "size and writes this page anew.\n",
            Results(
                "Seconds per million encounters",
                "hospital benchmark scale --engine … --patients …",
                ("engine", "patients", "encounters", "machine", *STAGES, "build"),
                [_seconds(one, machines.index(one["machine"]) + 1) for one in found],
            ).markdown(),
            Results(
                "Megabytes per million encounters",
                "hospital benchmark scale --engine … --patients …",
                ("engine", "patients", "encounters", *STAGES),
                [_bytes(one) for one in found],
                "With their indexes; of DuckDB, without those of its keys.",
            ).markdown(),
        ]
    )


def _seconds(one: Mapping[str, Any], machine: int) -> Sequence[str]:
    values = [one["stages"][name]["seconds"] for name in STAGES] + [one["build_seconds"]]
    return [*_what(one), str(machine), *(_figure(value, one) for value in values)]


def _bytes(one: Mapping[str, Any]) -> Sequence[str]:
    values = [one["stages"][name]["bytes"] / _MILLION for name in STAGES]
    return [*_what(one), *(_figure(value, one) for value in values)]


def _what(one: Mapping[str, Any]) -> list[str]:
    return [_NAMES[one["engine"]], f"{one['patients']:,}", f"{one['encounter_count']:,}"]


def _figure(value: float, one: Mapping[str, Any]) -> str:
    return f"{value / one['encounter_count'] * _MILLION:,.0f}"
