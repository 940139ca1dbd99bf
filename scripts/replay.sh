#!/usr/bin/env bash
# The replay proof at full size: DuckDB with several seeds, the servers with a sample of days.
set -euo pipefail
cd "$(dirname "$0")/.."

hospital replay --engine duckdb --days 60 --patients 300 --seeds 1,2,3
hospital replay --engine mysql --days 6 --patients 300 --seeds 4
hospital replay --engine mariadb --days 6 --patients 300 --seeds 5
