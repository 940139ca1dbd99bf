"""The macros' own tests on a Spark that compiles each query, as it does for its users.

The other tests switch that off (`scripts/test.sh`), because it is most of the work for small data.
"""

from __future__ import annotations

from pathlib import Path

from hospital.config import Engine
from hospital.verification.dbt_runs import DbtRuns
from hospital.verification.scratch import scratch_databases


def test_macros_hold_in_compiled_queries(tmp_path: Path) -> None:
    with scratch_databases(Engine.SPARK, None, tmp_path) as environment:
        compiled = environment | {"SPARK_CODEGEN": "true"}
        DbtRuns(Engine.SPARK, compiled, tmp_path / "dbt").run(
            ["test", "--select", "path:tests/macros"]
        )
