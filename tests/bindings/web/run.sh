#!/usr/bin/env bash
# The page and the npm package in Debian's Chromium: run.sh VENV [soak]. Screenshots stay in build/web-test.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
venv=$(realpath "$1")
soak=${2:-}
step() { printf -- '-- %s\n' "$1"; }

step "Page: build and types"
bindings/web/build.sh "$venv"
PATH=$venv/bin:$PATH

step "Page: tests in Chromium"
rm -rf build/web-test
node --test --test-reporter=spec --test-concurrency=1 tests/bindings/web/*.test.mjs

step "Chromium: vectors"
tenth=(--tenth)
[ -n "$soak" ] && tenth=()
# The stack of Chromium's processes; what the scripts in them may use of it is said in eval_chromium.mjs.
(ulimit -s 500000 && python3 tests/bindings/vectors.py "${tenth[@]}" node tests/bindings/web/eval_chromium.mjs build/node/chartrender)
