#!/usr/bin/env bash
# Resolves pyproject.toml into universal locks with hashes and without addresses: one for all that
# the project needs, and one for what Spark needs beyond it.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    uv pip compile pyproject.toml --universal --generate-hashes --no-emit-package dbt-mysql \
        --no-emit-index-url --no-emit-find-links --no-annotate \
        --custom-compile-command "make lock" --quiet "$@"
}

compile --group dev --output-file requirements.lock "$@"
mapfile -t locked < <(sed -n 's/^\([a-z0-9-]*\)==.*/--no-emit-package=\1/p' requirements.lock)
compile --group spark --constraint requirements.lock "${locked[@]}" \
    --output-file requirements-spark.lock "$@"
