#!/usr/bin/env bash
# Every style check, none of which needs a server: dbt only parses.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
# An empty database: is_incremental() must not change what sqlfluff sees.
export DUCKDB_PATH="$scratch/lint.duckdb"

ruff format --check .
ruff check .
mypy
for target in duckdb mysql mariadb spark; do
    dbt --quiet --warn-error parse --target "$target" \
        --target-path "$scratch/$target" --log-path "$scratch/logs"
done
sqlfluff lint models analyses tests
sqlfluff lint --templater raw scripts/hospital/scorecard # DuckDB's own SQL, no model of dbt
sqlfluff lint --templater raw scripts/hospital/report # the same on every engine
