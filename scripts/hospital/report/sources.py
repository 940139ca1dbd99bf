"""What the page shows: the marts by its queries, and what other commands measured."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from hospital.config import Engine
from hospital.errors import HospitalError
from hospital.report.columns import columnar
from hospital.verification.connections import Reader, open_reader

# The queries run as they stand where the star has its usual name.
_MART = re.compile(r"\bhealthcare_olap\.(\w+)")
_DEFINITION = re.compile(r" [(][^)]*[)]$")
_FIGURE_FIELDS = (
    *("data", "id", "figure", "family", "unit", "target", "low", "high", "measured", "verdict"),
    "is_headline",
)
_RUN_FIELDS: Mapping[str, type | tuple[type, ...]] = {
    "question": str,
    "contestant": str,
    "is_warm": bool,
    "seconds": (int, float),
}


def read_marts(engine: Engine, environment: Mapping[str, str]) -> dict[str, Any]:
    """The columns of each query by its name.

    Raises:
        NotBuiltError: a mart that a query reads is missing.
    """
    olap = environment.get("OLAP_DATABASE", "healthcare_olap")
    with open_reader(engine, environment) as reader:
        return {
            file.name.removesuffix(".sql"): _table(reader, olap, file.read_text(encoding="utf-8"))
            for file in sorted(_queries().iterdir(), key=lambda file: file.name)
            if file.name.endswith(".sql")
        }


def read_scorecard(file: Path) -> dict[str, Any] | None:
    """The columns of the scorecard's CSV file, None where it has not been written.

    Raises:
        HospitalError: the file is no scorecard.
    """
    if not file.exists():
        return None
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        return columnar(_FIGURE_FIELDS, map(_figure, rows))
    except (KeyError, ValueError, OSError) as error:
        raise HospitalError(
            f"{file} is no scorecard ({error}); write it anew with 'hospital scorecard'"
        ) from error


def read_benchmark(folder: Path) -> dict[str, Any] | None:
    """The benchmark of the most encounters in the folder, None where there is none.

    Each file questions_*.json is one JSON object as docs/benchmarks/README.md says.

    Raises:
        HospitalError: a file is no such object; says which, and what is wrong.
    """
    found = [_benchmark(file) for file in sorted(folder.glob("questions_*.json"))]
    return max(found, key=lambda each: int(each["encounter_count"]), default=None)


def _figure(row: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        row["data"],
        row["id"],
        # without a definition in brackets at the end, as the scorecard itself prints it
        f"{_DEFINITION.sub('', row['metric'])}: {row['stratum']}",
        row["metric_file"].removesuffix(".sql").replace("_", " "),
        row["unit"],
        *(float(row[name]) for name in ("target", "low", "high")),
        float(row["measured"]) if row["measured"] else None,
        row["verdict"],
        int(row["headline"]),
    )


def _queries() -> Any:
    return files("hospital.report").joinpath("queries")


def _table(reader: Reader, olap: str, text: str) -> dict[str, Any]:
    statement = _MART.sub(lambda found: reader.table(olap, found[1]), text)
    return columnar(*reader.query(statement))


def _benchmark(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(content["encounter_count"], int):
            raise TypeError("encounter_count is no whole number")
        for run in content["runs"]:
            for name, kind in _RUN_FIELDS.items():
                if not isinstance(run[name], kind):
                    raise TypeError(f"a run's {name} is {run[name]!r}")
        runs = [tuple(run[name] for name in _RUN_FIELDS) for run in content["runs"]]
        return {
            "engine": str(content["engine"]),
            "server_version": str(content["server_version"]),
            "encounter_count": content["encounter_count"],
            "runs": columnar(tuple(_RUN_FIELDS), runs),
        }
    except (KeyError, TypeError, ValueError) as error:
        what = f"'{error.args[0]}' is missing" if isinstance(error, KeyError) else error
        raise HospitalError(
            f"{os.path.relpath(file)} is no benchmark: {what}; see docs/benchmarks/README.md"
        ) from error
