#!/usr/bin/env bash
# pre-commit from PyPI over a scratch repository that uses this repository's hooks: hooks.sh RENDER WORK
set -euo pipefail
render=$(realpath "$1")
mkdir -p "$2"
work=$(cd "$2" && pwd)
source=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ ! -x "$work/venv-pre-commit/bin/pre-commit" ]; then
  python3 -m venv "$work/venv-pre-commit"
  "$work/venv-pre-commit/bin/pip" -q --disable-pip-version-check install 'pre-commit==4.*'
fi
mkdir "$scratch/bin" && ln -s "$render" "$scratch/bin/render"
export PATH=$scratch/bin:$work/venv-pre-commit/bin:$PATH PRE_COMMIT_HOME=$scratch/home
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@localhost GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@localhost
export GIT_CONFIG_GLOBAL=/dev/null

# The hooks as a repository of their own: what pre-commit clones.
mkdir "$scratch/hooks" && cp "$source/.pre-commit-hooks.yaml" "$scratch/hooks"
git -C "$scratch/hooks" init -q && git -C "$scratch/hooks" add -A && git -C "$scratch/hooks" commit -qm hooks
revision=$(git -C "$scratch/hooks" rev-parse HEAD)

mkdir "$scratch/user" && cd "$scratch/user" && git init -q
mkdir charts && cp -r "$source/charts/app" charts/app
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $scratch/hooks
    rev: $revision
    hooks:
      - id: render-check
      - id: render-lint
        args: [charts/app]
      - id: render-yaml
        args: [-d, '{rules: {key-duplicates: enable}}']
YAML
printf 'check: {targets: [charts/app]}\n' >.render.yaml
git add -A
pre-commit run --all-files || { echo "the hooks fail on a chart without faults" >&2 && exit 1; }
printf 'replicaCount: 1\nreplicaCount: 2\n' >>charts/app/values.yaml
git add -A
if pre-commit run render-yaml --all-files >out; then
  echo "a key that stands twice passes the hooks" >&2 && exit 1
fi
grep -q 'duplication of key "replicaCount"' out || { cat out >&2 && exit 1; }

# This repository's own file, as pre-commit reads it.
pre-commit validate-config "$source/.pre-commit-config.yaml"
pre-commit validate-manifest "$source/.pre-commit-hooks.yaml"
echo "pre-commit: the hooks pass a chart without faults and stop one with some"
