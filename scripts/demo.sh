#!/usr/bin/env bash
# Simulates a hospital, builds and tests the star on one engine and shows what came of it.
# usage: demo.sh ENGINE PATIENTS
set -euo pipefail
cd "$(dirname "$0")/.."
engine=$1
patients=$2

case $engine in
    duckdb) ;;
    spark)
        settings=$(hospital java)
        eval "$settings"
        ;;
    mysql | mariadb)
        settings=$(hospital server up --engine "$engine")
        eval "$settings"
        ;;
    *)
        echo "error: ENGINE is '$engine'; say duckdb, mysql, mariadb or spark" >&2
        exit 2
        ;;
esac

hospital generate --engine "$engine" --patients "$patients" --replace
dbt --quiet build --target "$engine"
hospital summary --engine "$engine"
if [ "$engine" = mysql ] || [ "$engine" = mariadb ]; then
    echo "The server goes on running; 'make server-down ENGINE=$engine' stops it if it is this project's." >&2
fi
