#!/bin/sh
# Takes the label PRESERVE_LABEL from environments whose annotation PRESERVE_UNTIL names a time that is over.
# An environment without the annotation, or with one that is no time, is told and kept.
set -eu
kubectl get namespaces -l "$SELECTOR,$PRESERVE_LABEL=true" -o json |
  jq -r --arg until "$PRESERVE_UNTIL" '
    .items[].metadata
    | . as $namespace
    | (.annotations[$until] // "") as $text
    | (try ($text | fromdate) catch null) as $time
    | if $time == null then "unclear \($namespace.name)"
      elif $time < now then "expired \($namespace.name)"
      else empty end' > /tmp/preserved
while read -r state name; do
  if [ "$state" = unclear ]; then
    echo "$name is preserved without a time in $PRESERVE_UNTIL" >&2
  elif [ "$DRY_RUN" = true ]; then
    echo "would end the preservation of $name"
  else
    kubectl label namespace "$name" "$PRESERVE_LABEL-"
  fi
done < /tmp/preserved
