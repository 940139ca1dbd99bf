#!/usr/bin/env bash
# Writes the report page of a built star to target/report/index.html.
# usage: report.sh ENGINE
set -euo pipefail
cd "$(dirname "$0")/.."
engine=$1
if [ "$engine" != duckdb ]; then
    settings=$(hospital server up --engine "$engine")
    eval "$settings"
fi
hospital report --engine "$engine"
