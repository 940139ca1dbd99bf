"""The same data built on several engines, compared mart by mart, key by key, column by column."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from hospital.config import Engine, GenerateConfig
from hospital.errors import HospitalError, LoadError
from hospital.verification.answers import Check, check_answers, named_key
from hospital.verification.checksums import (
    Key,
    TableDigest,
    canonical_rows,
    differing_keys,
    digest,
)
from hospital.verification.connections import Reader, Row, open_reader
from hospital.verification.dbt_project import (
    Mart,
    Tally,
    read_marts,
    read_tally,
    run_dbt,
)
from hospital.verification.scratch import running_servers, scratch_databases, scratch_folder


@dataclass(frozen=True)
class EngineResult:
    """What one engine made of the data."""

    engine: Engine
    load_seconds: float
    build_seconds: float
    tests: Tally
    digests: Mapping[str, TableDigest]  # by mart
    answers: Check


@dataclass(frozen=True)
class Comparison:
    """All engines' results, and the first difference in words; None if all marts agree."""

    results: Sequence[EngineResult]
    difference: str | None


@dataclass(frozen=True)
class BuiltStar:
    """A star to read: where it is and which tables it has."""

    engine: Engine
    environment: Mapping[str, str]
    marts: Sequence[Mart]


def compare_engines(
    engines: Sequence[Engine], config: GenerateConfig, report: Callable[[str], None]
) -> Comparison:
    """Simulates, builds, tests and reads the same hospital on each engine, in scratch databases.

    `report` gets a line for people as each step begins.

    Raises:
        ServerSetupError: a server can be neither found nor started.
        LoadError: the simulated data could not be loaded.
        DbtError: a build failed, or one of its tests.
    """
    results: list[EngineResult] = []
    stars: list[BuiltStar] = []
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_folder())
        servers = stack.enter_context(running_servers(engines))
        for engine in engines:
            environment = stack.enter_context(
                scratch_databases(engine, servers.get(engine), folder)
            )
            result, star = _built(engine, environment, config, folder / engine, report)
            results.append(result)
            stars.append(star)
        report("comparing the marts")
        return Comparison(results, first_difference(stars, [result.digests for result in results]))


def digests(star: BuiltStar) -> dict[str, TableDigest]:
    """Reads every mart of a star."""
    with open_reader(star.engine, star.environment) as reader:
        return {
            mart.name: digest(*_rows(reader, mart), mart.types, mart.key) for mart in star.marts
        }


def first_difference(
    stars: Sequence[BuiltStar], read: Sequence[Mapping[str, TableDigest]]
) -> str | None:
    """The first table, key and column in which a star differs from the first one, in words."""
    for star, its_digests in zip(stars[1:], read[1:], strict=True):
        names = [mart.name for mart in stars[0].marts]
        if names != [mart.name for mart in star.marts]:
            return f"{star.engine} has other marts than {stars[0].engine}"
        for mart in stars[0].marts:
            keys = differing_keys(read[0][mart.name], its_digests[mart.name])
            if keys:
                return _described(mart.name, keys, stars[0], star)
    return None


def _built(
    engine: Engine,
    environment: Mapping[str, str],
    config: GenerateConfig,
    target: Path,
    report: Callable[[str], None],
) -> tuple[EngineResult, BuiltStar]:
    report(f"{engine}: loading {config.patients:,} patients")
    load_seconds = _timed(lambda: _generate(engine, environment, config))
    report(f"{engine}: dbt build, with its tests")
    build_seconds = _timed(lambda: run_dbt(["build", "--quiet"], engine, environment, target))
    tests = read_tally(target)
    star = BuiltStar(engine, environment, read_marts(target))
    report(f"{engine}: reading the marts and checking the answers")
    result = EngineResult(
        engine,
        load_seconds,
        build_seconds,
        tests,
        digests(star),
        check_answers(engine, environment, target),
    )
    return result, star


def _generate(engine: Engine, environment: Mapping[str, str], config: GenerateConfig) -> None:
    command = [
        str(Path(sys.executable).with_name("hospital")),
        "generate",
        *("--engine", engine.value),
        *("--patients", str(config.patients)),
        *("--start", config.start.isoformat()),
        *("--as-of", config.as_of.isoformat()),
        *("--seed", str(config.seed)),
    ]
    result = subprocess.run(
        command, env=dict(environment), capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        last = result.stderr.strip().splitlines()[-1:] or ["no message"]
        raise LoadError(f"loading {engine} failed: {last[0].removeprefix('error: ')}")


def _described(table: str, keys: Sequence[Key], first: BuiltStar, second: BuiltStar) -> str:
    mart = next(mart for mart in first.marts if mart.name == table)
    rows = [_row(star, table, keys[0]) for star in (first, second)]
    where = f"{table}, {named_key(mart, keys[0])}"
    count = f"{len(keys):,} row{'s' if len(keys) > 1 else ''} of {table} differ"
    for star, row in zip((first, second), rows, strict=True):
        if row is None:
            return f"{where}: the row is missing on {star.engine} ({count})"
    for column in mart.types:
        values = [row[column] for row in rows if row is not None]
        if values[0] != values[1]:
            return (
                f"{where}: {column} is {values[0]} on {first.engine} and "
                f"{values[1]} on {second.engine} ({count})"
            )
    raise HospitalError(f"{where}: the row changed while it was compared")


def _row(star: BuiltStar, table: str, key: Key) -> dict[str, str] | None:
    """One row's canonical texts by column, read anew."""
    mart = next(mart for mart in star.marts if mart.name == table)
    with open_reader(star.engine, star.environment) as reader:
        row = canonical_rows(*_rows(reader, mart), mart.types, mart.key).get(key)
    return None if row is None else dict(zip(mart.types, row, strict=True))


def _rows(reader: Reader, mart: Mart) -> tuple[list[str], Iterator[Row]]:
    return reader.query(f"select * from {reader.table(mart.schema, mart.name)}")


def _timed(action: Callable[[], None]) -> float:
    began = time.monotonic()
    action()
    return time.monotonic() - began
