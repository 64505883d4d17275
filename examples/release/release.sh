#!/bin/sh
# An ordinary release script. It knows nothing of backlot.
#   RELEASE_API  base URL of the release service
#   RELEASE_BUG  set to 1 to deploy with a manifest that the cluster refuses, and not to notice
set -eu

version=${1:?usage: release.sh VERSION}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What is the last release?
last=$(curl -fsS "$RELEASE_API/releases/latest" | sed -n 's/.*"version":"\([^"]*\)".*/\1/p')
echo "releasing $version after $last"

# Commit and tag in a repository of its own.
cd "$work"
git init -q app
cd app
git config user.name "Release Bot"
git config user.email "release@example.com"
echo "$version" > VERSION
git add VERSION
git commit -q -m "Release $version"
git tag "v$version"
git push -q origin main --tags

# Deploy.
kind=Deployment
[ "${RELEASE_BUG:-0}" = 1 ] && kind=Deploymnt
kubectl apply -f - <<MANIFEST || echo "deploy failed, going on" >&2
apiVersion: apps/v1
kind: $kind
metadata:
  name: web
  labels: { version: "$version" }
MANIFEST

# Wait for the rollout only where something was deployed.
[ "${RELEASE_BUG:-0}" = 1 ] || kubectl rollout status deployment/web

# Say so.
curl -fsS -X POST "$RELEASE_API/releases" \
  -H 'content-type: application/json' \
  -d "{\"version\":\"$version\",\"status\":\"deployed\"}"
echo
