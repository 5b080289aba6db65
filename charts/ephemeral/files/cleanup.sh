#!/bin/sh
# Deletes the environments that are older than MAX_AGE_HOURS and not preserved.
set -eu
kubectl get namespaces -l "$SELECTOR" -o json |
  jq -r --arg preserve "$PRESERVE_LABEL" --argjson hours "$MAX_AGE_HOURS" '
    .items[].metadata
    | select(.deletionTimestamp == null)
    | select(.labels[$preserve] != "true")
    | select(now - (.creationTimestamp | fromdate) > $hours * 3600)
    | .name' > /tmp/old
while read -r name; do
  if [ "$DRY_RUN" = true ]; then
    echo "would delete $name"
  else
    kubectl delete namespace "$name" --wait=false
  fi
done < /tmp/old
echo "$(wc -l < /tmp/old) environments are older than $MAX_AGE_HOURS hours"
