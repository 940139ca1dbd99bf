"""`pip install ./adapter` beside dbt-core, in an empty environment, runs a plain dbt project."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from hospital.config import SERVER_ENGINES, Engine, project_folder
from hospital.verification.scratch import running_servers, scratch_databases

MODELS = {
    "stg_orders.sql": "select 1 as order_id, 20 as amount union all select 2, 22",
    "orders.sql": "{{ config(materialized='table') }} select * from {{ ref('stg_orders') }}",
    "totals.sql": (
        "{{ config(materialized='incremental', unique_key='total_id') }} "
        "select 1 as total_id, sum(amount) as amount from {{ ref('orders') }}"
    ),
    "schema.yml": (
        "models: [{name: orders, columns: [{name: order_id, data_tests: [unique, not_null]}]}]"
    ),
}


@pytest.fixture(scope="module")
def dbt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """dbt of a new environment that holds the adapter and what it asks for."""
    folder = tmp_path_factory.mktemp("alone") / "venv"
    uv = Path(sys.executable).with_name("uv")
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], check=True)
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--python", folder / "bin/python", "./adapter"],
        cwd=project_folder(),
        check=True,
    )
    return folder / "bin/dbt"


@pytest.mark.parametrize("engine", SERVER_ENGINES)
def test_a_plain_project_of_three_models_builds(engine: Engine, dbt: Path, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    for name, text in MODELS.items():
        (tmp_path / "models" / name).write_text(text)
    (tmp_path / "dbt_project.yml").write_text("{name: plain, version: '1.0', profile: plain}")
    with (
        running_servers([engine]) as servers,
        scratch_databases(engine, servers[engine], tmp_path) as environment,
    ):
        settings = servers[engine]
        output = {
            "type": engine.value,
            "host": settings.host,
            "port": settings.port,
            "user": settings.user,
            "password": settings.password,
            "schema": environment["OLAP_DATABASE"],
        }
        profile = {"plain": {"target": "server", "outputs": {"server": output}}}
        (tmp_path / "profiles.yml").write_text(yaml.safe_dump(profile))
        for command in ("debug", "build", "build"):
            result = subprocess.run(
                [dbt, "--no-use-colors", command],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
            )
            assert result.returncode == 0, result.stdout
        assert "PASS=5 WARN=0 ERROR=0" in result.stdout
