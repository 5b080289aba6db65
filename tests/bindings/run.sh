#!/usr/bin/env bash
# A pass over every binding from a build: what it promises, the quick-starts as printed, a tenth of the vectors.
# Usage: run.sh BUILD_DIR [soak]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
build=$PWD/$1
soak=${2:-}
venv=$PWD/build/venv
wheels=$PWD/build/wheels
prefix=$PWD/build/prefix
tests=tests/bindings
step() { printf -- '-- %s\n' "$1"; }

step "Python: the wheel"
"$tests/wheel.sh" "$venv" "$wheels"
"$venv/bin/python" -m pip install -q --disable-pip-version-check --force-reinstall --no-deps "$wheels"/*.whl
"$venv/bin/auditwheel" show "$wheels"/*-py3-none-manylinux_*.whl | tr '\n' ' ' | grep -Eo 'is consistent with [^"]*"manylinux_[0-9]+_[0-9]+_\w+"'
"$venv/bin/abi3audit" --strict -v --assume-minimum-abi3 3.9 "$wheels"/*.whl # nothing of Python's own interface in it

step "Python: types"
"$venv/bin/python" -m mypy --config-file bindings/python/pyproject.toml

step "Python: tests"
"$venv/bin/python" -m pytest -q -p no:cacheprovider "$tests/python"

step "Go: the module"
rm -rf "$prefix"
cmake --install "$build" --prefix "$prefix" >/dev/null
PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name chartrender_c_static.pc)")
export PKG_CONFIG_PATH
export GOCACHE=$PWD/build/go/cache GOMODCACHE=$PWD/build/go/modules GOTOOLCHAIN=local GOFLAGS=-modcacherw
PATH=$venv/bin:$PATH
go vet -C bindings/go ./...
go vet -C "$tests/go" ./...
go test -C bindings/go -count=1 ./...
rm -rf build/go/bin # Go does not look whether the archives have changed
go build -C "$tests/go" -o "$PWD/build/go/bin/" ./...
[ -n "$soak" ] && go test -C bindings/go -count=1 -race .

tests/bindings/node/run.sh "$venv" $soak
tests/bindings/web/run.sh "$venv" $soak

step "vectors"
tenth=(--tenth)
[ -n "$soak" ] && tenth=()
[ -n "$soak" ] && python3 "$tests/vectors.py" "${tenth[@]}" "$build/tests/bindings/c_eval"
python3 "$tests/vectors.py" "${tenth[@]}" "$venv/bin/python" "$tests/python/eval.py"
python3 "$tests/vectors.py" "${tenth[@]}" build/go/bin/eval

step "quick-starts, as printed"
for document in README.md docs/embedding.md bindings/{python,go,node}/README.md; do
  python3 "$tests/quickstarts.py" "$document" --prefix "$prefix" --python "$venv/bin/python" --node-modules build/node/tests/node_modules
done

[ -z "$soak" ] && exit
step "Go: beside Helm's packages in one process"
go test -C "$tests/go/helm" -count=1 ./...
step "memory over a million renders"
"$build/tests/bindings/c_soak" charts/prowler "${CHARTRENDER_RENDERS:-1000000}"
build/go/bin/soak charts/prowler 100000
"$venv/bin/python" "$tests/python/soak.py" charts/prowler 200000
step "10,000 releases over Dask and over Ray, one worker killed"
"$venv/bin/python" -m pip install -q --disable-pip-version-check ray
CHARTRENDER_RELEASES=10000 "$venv/bin/python" -m pytest -q -p no:cacheprovider "$tests/python/test_distributed.py" "$tests/python/test_ray.py"
step "scaling over workers"
"$venv/bin/python" "$tests/cost/scaling.py"
step "costs"
# The last step: a machine that does other work may fail it alone.
node "$tests/cost/start.mjs" build/node/chartrender
python3 "$tests/cost/compare.py" "$build" --python "$venv/bin/python" --go build/go/bin/cost --node build/node/chartrender
