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

# Both engines at once: each has its own server, and one process leaves a core idle.
test_adapter() {
    local log status=0
    log=$(mktemp)
    pytest -q adapter/tests -m ci --engine mariadb >"$log" 2>&1 &
    pytest -q adapter/tests -m ci --engine mysql || status=$?
    wait $! || status=$?
    cat "$log"
    rm "$log"
    return "$status"
}

step "style" bash scripts/lint.sh
step "adapter on MySQL and MariaDB" test_adapter
step "three engines, identical marts" \
    hospital compare --engines duckdb,mysql,mariadb --patients 1000
step "python" pytest -q

echo "Every check passed."
