"""The figures as a page of the documentation."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from hospital.benchmarks.increments.measuring import OF_ALL_AGES, SHARES, Benchmark, Run
from hospital.benchmarks.tables import Results


def page(benchmark: Benchmark, command: str, machine: str) -> str:
    """The curve, the refreshes that it is compared with, and the dearest models of each."""
    refreshes = [run for run in benchmark.runs if run.share is None]
    wall, total = _mean_wall(refreshes), _mean_sum(refreshes)
    loads = [run.load_average for run in benchmark.runs]
    name = {"mysql": "MySQL", "mariadb": "MariaDB"}[benchmark.engine]
    refreshed = " and ".join(f"{run.wall_seconds:.1f} s" for run in refreshes)
    curve = [
        _row(share, of_all_ages, benchmark.runs, wall, total)
        for share, of_all_ages in [(share, False) for share in SHARES] + [(OF_ALL_AGES, True)]
    ]
    parts = [
        "# What an increment costs\n",
        f"Measured on {machine}\n",
        f"{name} {benchmark.server_version}, {benchmark.patients:,} patients with "
        f"{benchmark.encounter_count:,} encounters; load average of the machine during the runs "
        f"{min(loads):.1f} to {max(loads):.1f}. `make benchmark-increments` measures anew and "
        f"writes this page.\n",
        "Time is that of dbt's models alone, as its `run_results.json` has it, without dbt's own "
        "start. *Wall* is the time from the start of the first model to the end of the last, with "
        "the two threads of the profile; *sum* adds up the models. Ratios are to the mean of two "
        "full refreshes in the same benchmark, one into an empty warehouse before the increments "
        f"and one in place of their tables: {refreshed} of wall time.\n",
        "The changed encounters are as young as those that a hospital changes: dealt out of two "
        "months and as long a time as the load has to catch up with. Three days of a simulated "
        "hospital touch 1.2 % of its encounters, 77 % of them at most 30 days old and 98 % at most "
        "90. The last line of the curve is the hardest case: changes of all ages, so that every "
        "month is counted anew. A third of the changed are "
        "moved to another department, a third have their claims decided anew, a third get another "
        "principal diagnosis, and the source's as-of date goes on by a day. Remade are all that "
        "the changes reach, and the stays whose 30 days end. After the last increment every mart "
        "has the checksum that the full refresh after it gives.\n",
        "What a run with nothing new takes is the fixed cost of the models, of their statements "
        "and of dbt itself: it is the same for every size of the warehouse, and in every other run "
        "too, so that small warehouses and busy machines show little else.\n",
        Results(
            "The curve",
            command,
            (
                "to change",
                "changed",
                "remade",
                "wall",
                "of a refresh",
                "sum",
                "of a refresh's sum",
            ),
            curve,
        ).markdown(),
        Results(
            "The dearest models",
            command,
            ("run", "model", "time"),
            [
                (_label(run.share, run.of_all_ages), f"`{model}`", f"{seconds:.2f} s")
                for run in _last_of_each(benchmark.runs)
                for model, seconds in run.dearest.items()
            ],
        ).markdown(),
    ]
    return "\n".join(parts)


def _row(
    share: float, of_all_ages: bool, all_runs: Sequence[Run], wall: float, total: float
) -> tuple[str, ...]:
    runs = [run for run in all_runs if (run.share, run.of_all_ages) == (share, of_all_ages)]
    changed = statistics.mean(run.changed_encounters for run in runs)
    remade = statistics.mean(run.remade_encounters for run in runs)
    return (
        _label(share, of_all_ages),
        f"{changed:,.0f}",
        f"{remade:,.0f}",
        f"{_mean_wall(runs):.1f} s",
        f"{_mean_wall(runs) / wall:.1%}",
        f"{_mean_sum(runs):.1f} s",
        f"{_mean_sum(runs) / total:.1%}",
    )


def _label(share: float | None, of_all_ages: bool) -> str:
    if share is None:
        return "full refresh"
    return f"{share:.1%}".replace(".0%", "%") + (" of all ages" if of_all_ages else "")


def _last_of_each(runs: Sequence[Run]) -> list[Run]:
    return list({(run.share, run.of_all_ages): run for run in runs}.values())


def _mean_wall(runs: Sequence[Run]) -> float:
    return statistics.mean(run.wall_seconds for run in runs)


def _mean_sum(runs: Sequence[Run]) -> float:
    return statistics.mean(run.sum_seconds for run in runs)
