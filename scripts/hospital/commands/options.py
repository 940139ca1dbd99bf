"""Options that several subcommands share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from hospital.config import Engine


def engine_option(engines: Iterable[Engine]) -> Callable[[Any], Any]:
    """`--engine`, required, one of `engines`; passes an `Engine` as `engine`."""
    return click.option(
        "--engine",
        required=True,
        type=click.Choice([engine.value for engine in engines]),
        callback=lambda _context, _parameter, value: Engine(value),
        help="The database engine.",
    )


def size_option(default: int) -> Callable[[Any], Any]:
    """`--patients`, at least 1: the size of a hospital that is simulated to be measured."""
    return click.option(
        "--patients",
        type=click.IntRange(1),
        default=default,
        show_default=True,
        help="Patients of the simulation, about seven encounters each.",
    )
