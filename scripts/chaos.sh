#!/usr/bin/env bash
# The fault trials at full size: 20 kills in all, each engine on its own, private servers only.
set -euo pipefail
cd "$(dirname "$0")/.."

hospital chaos --engine duckdb --kills 7
hospital chaos --engine mysql --kills 8
hospital chaos --engine mariadb --kills 5
