#!/usr/bin/env bash
# Resolves pyproject.toml into one universal lock with hashes and without addresses.
set -euo pipefail
cd "$(dirname "$0")/.."
uv pip compile pyproject.toml --group dev --universal --generate-hashes \
    --no-emit-package dbt-mysql --no-emit-index-url --no-emit-find-links --no-annotate \
    --custom-compile-command "make lock" --quiet --output-file requirements.lock "$@"
