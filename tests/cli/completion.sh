#!/bin/bash
# The bash completion script offers commands, subcommands and options: completion.sh RENDER.
set -u
source <("$1" completion bash) || exit 1
failed=0

# expect "WORDS..." WANTED: completing the last of WORDS must offer WANTED (empty: nothing).
expect() {
  local wanted=$2
  read -r -a COMP_WORDS <<<"$1"
  [[ $1 == *' ' ]] && COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  COMPREPLY=()
  _render
  if [[ "${COMPREPLY[*]}" != "$wanted" ]]; then
    echo "render completion of '$1': '${COMPREPLY[*]}', expected '$wanted'"
    failed=1
  fi
}

expect 'render te' 'template'
expect 'render show va' 'values'
expect 'render inspect re' 'readme'
expect 'render template --show' '--show-only'
expect 'render -n ns template --is' '--is-upgrade'
expect 'render show values --json' '--jsonpath'
expect 'render show chart --json' ''
expect 'render version --sh' '--short'
expect 'render validate ./ch' ''

for shell in zsh fish; do
  "$1" completion $shell >/dev/null || failed=1
  if command -v $shell >/dev/null; then
    $shell -n <("$1" completion $shell) || failed=1
  fi
done
exit $failed
