"""`hospital benchmark`: measures this project on this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hospital.commands.benchmark_increments import increment_benchmark
from hospital.commands.benchmark_queries import analysis, query_benchmark
from hospital.commands.benchmark_scale import scale_benchmark
from hospital.config import DATABASE_ENGINES, Engine


class _WithDefault(click.Group):
    """Options without a subcommand are those of `queries`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the default in front."""
        if args and args[0].startswith("-") and args[0] not in ctx.help_option_names:
            args = [query_benchmark.name or "", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_WithDefault, no_args_is_help=False)
def benchmark() -> None:
    """Measure this project on this machine, and write the figures down.

    Without a subcommand: queries, the four questions by four contestants.
    """


benchmark.add_command(query_benchmark)
benchmark.add_command(analysis)
benchmark.add_command(increment_benchmark)
benchmark.add_command(scale_benchmark)


@benchmark.command("generate")
@click.option(
    "--patients",
    type=click.IntRange(1),
    default=20_000,
    show_default=True,
    help="Patients of the simulation and of the loads into databases.",
)
@click.option(
    "--size",
    "sizes",
    type=click.IntRange(1),
    multiple=True,
    default=(10_000, 100_000),
    show_default=True,
    help="Patients of a run into Parquet; repeat it for several.",
)
@click.option(
    "--engine",
    "engines",
    type=click.Choice([engine.value for engine in DATABASE_ENGINES]),
    multiple=True,
    default=tuple(engine.value for engine in DATABASE_ENGINES),
    show_default=True,
    help="A database to load; repeat it for several.",
)
@click.option(
    "--runs", type=click.IntRange(1), default=3, show_default=True, help="How often to take a time."
)
@click.option(
    "--write",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write the page to this file, such as docs/benchmarks/generate.md.",
)
def generate_benchmark(
    patients: int,
    sizes: tuple[int, ...],
    engines: tuple[str, ...],
    runs: int,
    page: Path | None,
) -> None:
    """Measure the simulator: speed on one core and on two, loads, time and memory by size.

    The servers are those that the environment names; loads go into benchmark_oltp and
    benchmark_bare, which are dropped. Files go to a temporary folder: about 1.5 GB per million
    patients.
    """
    from hospital.benchmarks.generate import Plan, all_results
    from hospital.benchmarks.tables import busy_machine

    parts = [
        "# How fast the simulator is\n",
        f"Measured on {busy_machine()}\n",
        "Times are medians; ratios are medians of the ratios of paired runs. "
        "`make benchmark-generate` measures anew and writes this page.\n",
    ]
    print("\n".join(parts))
    for results in all_results(Plan(patients, sizes, [Engine(name) for name in engines], runs)):
        parts.append(results.markdown())
        print(parts[-1], flush=True)
    if page is not None:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("\n".join(parts))
        print(f"wrote {page}", file=sys.stderr)
