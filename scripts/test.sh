#!/usr/bin/env bash
# Every check there is, in the order in which a fault is cheapest to read. Each step prints its time.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${HEALTHCARE_SERVERS:-}" ]; then
    HEALTHCARE_SERVERS=ready exec bash scripts/with_servers.sh bash scripts/test.sh
fi

step() {
    local name=$1 began=$SECONDS
    shift
    echo "── $name"
    "$@"
    echo "── $name: $((SECONDS - began)) s"
}

step "style" bash scripts/lint.sh
step "adapter on MySQL" pytest -q adapter/tests -m ci --engine mysql
step "adapter on MariaDB" pytest -q adapter/tests -m ci --engine mariadb
step "three engines, identical marts" \
    hospital compare --engines duckdb,mysql,mariadb --patients 1000
step "python" pytest -q

echo "Every check passed."
