#!/bin/sh
# make_pages.sh RENDER DIR CHANGELOG: manual pages, completion scripts and the packed changelog below DIR.
set -eu
render=$1
dir=$2
rm -rf "$dir"
mkdir -p "$dir/completion"
"$render" man --output-dir "$dir/man1"
gzip -9 -n "$dir"/man1/*.1
for shell in bash zsh fish; do
  "$render" completion "$shell" >"$dir/completion/$shell"
done
gzip -9 -n -c "$3" >"$dir/changelog.Debian.gz"
touch "$dir/stamp"
