#!/usr/bin/env bash
# Every check there is. Each step prints its time, and two processes keep two cores busy.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -z "${HEALTHCARE_SERVERS:-}" ]; then
    HEALTHCARE_SERVERS=ready exec bash scripts/with_servers.sh bash scripts/test.sh
fi

export PYTHONFAULTHANDLER=1 # a crash inside a library shows where
settings=$(hospital java)
eval "$settings"
# For data this small, compiling and syncing would be most of Spark's work.
export SPARK_CODEGEN=false
# Its first compiler alone has a fifth of the usual room for code, which a build with all tests fills.
export SPARK_JAVA_OPTIONS="-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -Dderby.system.durability=test"

step() {
    local name=$1 began=$SECONDS
    shift
    echo "── $name"
    "$@"
    echo "── $name: $((SECONDS - began)) s"
}

# Runs two commands side by side; what the second says follows when both have ended.
at_once() {
    local log status=0
    log=$(mktemp)
    bash -euo pipefail -c "$2" >"$log" 2>&1 &
    bash -euo pipefail -c "$1" || status=$?
    wait $! || status=$?
    cat "$log"
    rm "$log"
    return "$status"
}

step "four engines, identical marts; style; Spark" at_once \
    "hospital compare --engines duckdb,mysql,mariadb,spark --patients 1000" \
    "bash scripts/lint.sh && pytest -q --durations 10 tests/spark"
step "adapter on MySQL and MariaDB" at_once \
    "pytest -q adapter/tests -m ci --engine mysql" \
    "pytest -q adapter/tests -m ci --engine mariadb"
step "python" pytest -q -n 2 --dist loadfile --no-loadscope-reorder --durations 25

echo "Every check passed."
