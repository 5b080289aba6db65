#!/usr/bin/env bash
# Builds the page from the npm package in build/node/chartrender: build.sh VENV [OUT]. OUT is build/web when nothing is said.
# node and npm come from VENV, what the page stands on from npm, as package-lock.json has it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
tests/bindings/nodejs.sh "$1"
PATH=$(realpath "$1")/bin:$PATH
npm ci --loglevel=error --no-audit --no-fund --prefix bindings/web
node bindings/web/node_modules/typescript/bin/tsc -p bindings/web
node bindings/web/build.mjs --package build/node/chartrender --out "${2:-build/web}"
