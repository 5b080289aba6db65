#!/usr/bin/env bash
# Compares charts/prowler-1.3.5 with the reference data of that chart, where it lies beside the clone.
# Usage: reference.sh RENDER SOURCE_DIR COMPARE_PY
set -euo pipefail
render=$1
source=$2
compare=$3
if [ ! -f "$compare" ]; then
  echo "skipped: the reference data is not beside this clone ($compare)"
  exit 77
fi
if ! python3 -c 'import yaml' 2>/dev/null; then
  echo "the comparison needs PyYAML (Debian: python3-yaml)" >&2
  exit 1
fi
python3 "$compare" --chart "$source/charts/prowler-1.3.5" --render "$render template"
