#!/usr/bin/env bash
# Writes the dbt docs site (lineage, descriptions, catalog) of a built star to target/.
# usage: docs.sh ENGINE
set -euo pipefail
cd "$(dirname "$0")/.."
engine=$1
if [ "$engine" != duckdb ]; then
    settings=$(hospital server up --engine "$engine")
    eval "$settings"
fi
dbt --quiet docs generate --static --target "$engine"
echo "The site is target/static_index.html; 'dbt docs serve' shows it at http://localhost:8080." >&2
