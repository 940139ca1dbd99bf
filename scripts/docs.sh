#!/usr/bin/env bash
# Writes the docs site of a built star to target/site/: dbt's descriptions and lineage, the diagrams
# of both schemas, and the report page. It needs no server to be read.
# usage: docs.sh ENGINE
set -euo pipefail
cd "$(dirname "$0")/.."
engine=$1
if [ "$engine" != duckdb ]; then
    settings=$(hospital server up --engine "$engine")
    eval "$settings"
fi
site=target/site
mkdir -p "$site"
hospital report --engine "$engine" --output "$site/report.html" >/dev/null
hospital erd --images "$site/diagrams" >/dev/null
# A folder of its own: what the last build said of its tests stays in target/.
dbt --quiet docs generate --static --target "$engine" --target-path target/docs
cp target/docs/static_index.html "$site/index.html"
echo "The site is $site/index.html; 'make docs-serve' shows it at http://localhost:8080." >&2
