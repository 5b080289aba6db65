#!/usr/bin/env bash
# The npm package that `./dev wasm` has put together: packed, installed, tested. Usage: run.sh VENV [soak]
# Leaves node and npm in VENV/bin, and the installed package in build/node/tests/node_modules.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
venv=$(realpath "$1")
soak=${2:-}
tests=$PWD/build/node/tests
step() { printf -- '-- %s\n' "$1"; }

step "Node: the package"
tests/bindings/nodejs.sh "$venv"
PATH=$venv/bin:$PATH
rm -f build/node/*.tgz
npm pack --silent --pack-destination build/node ./build/node/chartrender >/dev/null
python3 tests/bindings/node/size.py build/node/*.tgz
mkdir -p "$tests"
cp -r tests/bindings/node/. "$tests"
(cd "$tests" && npm install --loglevel=error --no-audit --no-fund --no-save ../*.tgz)

step "Node: types"
for project in tsconfig.json tsconfig.browser.json; do
  node "$tests/node_modules/typescript/bin/tsc" -p "$tests/$project"
done

step "Node: tests"
(cd "$tests" && CHARTRENDER_SOURCE=$OLDPWD node --test --test-reporter=dot package.test.mjs golden.test.mjs)

step "Node: vectors"
tenth=(--tenth)
[ -n "$soak" ] && tenth=()
python3 tests/bindings/vectors.py "${tenth[@]}" node "$tests/eval_node.mjs" "$tests/node_modules/chartrender"
