#!/usr/bin/env bash
# Writes the docs site of a built star to FOLDER/site (target/site): dbt's descriptions and lineage,
# the diagrams of both schemas, and the report page. It needs no server to be read.
# usage: docs.sh ENGINE [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
engine=$1
folder=${2:-target}
if [ "$engine" != duckdb ]; then
    settings=$(hospital server up --engine "$engine")
    eval "$settings"
fi
site=$folder/site
mkdir -p "$site"
hospital report --engine "$engine" --output "$site/report.html" >/dev/null
hospital erd --images "$site/diagrams" >/dev/null
# A folder of its own: what the last build said of its tests stays in target/.
dbt --quiet docs generate --static --target "$engine" --target-path "$folder/docs" \
    --log-path "$folder/docs/logs"
# Two slips of dbt's page would each fill a browser's console: icons asked for by the name of their
# template, and a favicon that is not there.
sed -e 's/xlink:href="{{/ng-attr-href="{{/g' \
    -e 's/<link rel="shortcut icon"[^>]*>/<link rel="icon" href="data:,">/' \
    "$folder/docs/static_index.html" >"$site/index.html"
echo "The site is $site/index.html; 'make docs-serve' shows it at http://localhost:8080." >&2
