#!/usr/bin/env bash
# Lints the interface's description, and holds a consultation through a client that is generated from it:
# run.sh PEYER WORK. The tools come from npm into WORK, once for each state of the lock file.
set -euo pipefail
peyer=$1 work=$2 here=$(dirname "$(realpath "$0")")
mkdir -p "$work"
cd "$work"

cp "$here"/{package.json,package-lock.json,.npmrc,lint.mjs,client.ts,tsconfig.json} .
if ! cmp -s package-lock.json installed.json; then
  npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
  cp package-lock.json installed.json
fi

"$peyer" serve --port 0 2>said &
server=$!
trap 'kill $server' EXIT
for _ in $(seq 600); do
  address=$(grep -o 'http://[^ ]*' said || true)
  [[ -n $address ]] && break
  kill -0 $server || { cat said; exit 1; }
  sleep 0.05
done

curl --silent --show-error --fail --output openapi.json "$address/openapi.json"
node lint.mjs openapi.json
node_modules/.bin/openapi-typescript openapi.json --output interface.d.ts >generated 2>&1 || { cat generated; exit 1; }
node_modules/.bin/tsc --project .
node client.js "$address"
