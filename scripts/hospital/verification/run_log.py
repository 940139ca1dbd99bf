"""The run log against the tables that it tells of."""

from __future__ import annotations

from collections.abc import Mapping

from hospital.config import Engine, log_database
from hospital.errors import DifferenceFoundError
from hospital.verification.connections import open_reader


def check_row_counts(
    engine: Engine, environment: Mapping[str, str], row_counts: Mapping[str, int]
) -> None:
    """Compares what the log says after the last `dbt run` or `dbt build` with true row counts.

    `row_counts` has the rows of each table, by the name of its model.

    Raises:
        DifferenceFoundError: the log has another number for a table, or none.
        NotBuiltError: there is no log.
    """
    with open_reader(engine, environment) as reader:
        log = log_database(environment)
        runs = reader.rows(
            f"select invocation_id from {reader.table(log, 'invocations')} "
            f"where command in ('build', 'run') order by started_at desc limit 1"
        )
        told = reader.rows(
            f"select node_name, row_count from {reader.table(log, 'node_run_trends')} "
            f"where resource_type = 'model' and invocation_id = '{runs[0][0]}'"
        )
    counts: dict[str, int | None] = {str(name): count for name, count in told}
    for name, count in row_counts.items():
        if counts.get(name) != count:
            raise DifferenceFoundError(
                f"the run log says that {name} has {counts.get(name, 'no')} rows on {engine}, "
                f"and it has {count}"
            )
