#!/usr/bin/env bash
# Installs the library into a scratch folder and builds a project against it, once by find_package and once by
# pkg-config. Usage: run.sh BUILD_DIR SOURCE_DIR
set -euo pipefail
build=$1
source=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cmake --install "$build" --prefix "$scratch/prefix" >/dev/null
cmake -G Ninja -S "$source/tests/install" -B "$scratch/app" -DCMAKE_PREFIX_PATH="$scratch/prefix" >/dev/null
cmake --build "$scratch/app" >/dev/null
"$scratch/app/app" "$source/charts/prowler" >"$scratch/by-cmake.yaml"
grep -q '^kind: Deployment$' "$scratch/by-cmake.yaml"

# The .pc file names the prefix of the configuration: an installation elsewhere overrides it.
export PKG_CONFIG_PATH=$(dirname "$(find "$scratch/prefix" -name chartrender.pc)")
flags=$(pkg-config --define-variable=prefix="$scratch/prefix" --static --cflags --libs chartrender)
c++ -std=c++20 "$source/tests/install/main.cc" $flags -o "$scratch/by-pkg-config"
"$scratch/by-pkg-config" "$source/charts/prowler" >"$scratch/by-pkg-config.yaml"
grep -q '^kind: Deployment$' "$scratch/by-pkg-config.yaml"
echo "the installed library works"
