#!/usr/bin/env bash
# Builds .venv from requirements.lock with uv, which it installs there if it is missing.
# usage: setup.sh [spark]   with what Spark needs, which stays installed from then on
set -euo pipefail
cd "$(dirname "$0")/.."

fits() { "$1" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; }

if ! [ -x .venv/bin/python ] || ! fits .venv/bin/python; then
    for python in python3 python3.13 python3.12 python3.11; do
        if command -v "$python" >/dev/null && fits "$python"; then break; fi
        python=""
    done
    if [ -z "$python" ]; then
        echo "error: no Python 3.11 to 3.13 with venv found; install one (Debian: apt install python3-venv)" >&2
        exit 1
    fi
    echo "Creating .venv with $("$python" --version) …" >&2
    "$python" -m venv --clear .venv || {
        echo "error: '$python -m venv' failed; on Debian install python3-venv" >&2
        exit 1
    }
fi

uv_version=$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements.lock)
if [ "$(.venv/bin/uv --version 2>/dev/null | cut -d' ' -f2)" != "$uv_version" ]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv_version"
fi

export VIRTUAL_ENV="$PWD/.venv"
echo "Installing the locked packages …" >&2
locks=(requirements.lock)
if [ "${1:-}" = spark ] || [ -e .venv/.installed-spark ]; then locks+=(requirements-spark.lock); fi
.venv/bin/uv pip sync --quiet --require-hashes "${locks[@]}"
.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --reinstall ./adapter
.venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
