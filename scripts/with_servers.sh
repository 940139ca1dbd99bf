#!/usr/bin/env bash
# Runs a command with a MySQL and a MariaDB server: those of the environment if it names them, else
# servers started for it, which stop with it.
# usage: with_servers.sh COMMAND …
set -euo pipefail
cd "$(dirname "$0")/.."

started=()
stop() { for engine in "${started[@]}"; do hospital server down --engine "$engine" >&2; done; }
trap stop EXIT

for engine in mysql mariadb; do
    before=$(hospital server status --engine "$engine" 2>/dev/null || true)
    settings=$(hospital server up --engine "$engine")
    if [ -z "$before" ]; then started+=("$engine"); fi
    eval "$settings"
done
"$@"
