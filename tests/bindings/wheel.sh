#!/usr/bin/env bash
# Builds the Python wheel with the tools in VENV (made when it is not there) into WHEELS: wheel.sh VENV WHEELS
set -euo pipefail
venv=$(realpath -m "$1")
wheels=$(realpath -m "$2")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install -q --disable-pip-version-check -r tests/bindings/requirements.txt
rm -rf "$wheels"
# The compiler by the name that the presets use, so that ccache knows its work.
launcher=()
command -v ccache >/dev/null && launcher=(-C cmake.define.CMAKE_CXX_COMPILER_LAUNCHER=ccache -C cmake.define.CMAKE_CXX_COMPILER=c++)
"$venv/bin/python" -m build -q --wheel --no-isolation --outdir "$wheels/built" "${launcher[@]}" bindings/python
PATH=$venv/bin:$PATH "$venv/bin/auditwheel" -v repair --plat auto -w "$wheels" "$wheels"/built/*.whl 2>/dev/null
