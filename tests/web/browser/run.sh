#!/usr/bin/env bash
# Visits every page with a real browser: run.sh PEYER WORK [of node's --test]. Its two tools come from npm into WORK, once for
# each state of the lock file; the browser is Debian's.
set -euo pipefail
peyer=$(realpath "$1") work=$2 here=$(dirname "$(realpath "$0")")
mkdir -p "$work"
cp "$here"/{package.json,package-lock.json,.npmrc} "$work"
cd "$work"
if ! cmp -s package-lock.json installed.json; then
  npm ci --ignore-scripts --no-audit --no-fund --prefer-offline --loglevel=error
  cp package-lock.json installed.json
fi
# Beside what was installed, where imports look for it.
cp "$here"/*.mjs .
export PEYER=$peyer
if [[ ${3:-} == --capture ]]; then
  mkdir -p "$OLDPWD/$4"
  exec node capture.mjs "$(realpath "$OLDPWD/$4")"
fi
export PEYER_SOURCE=$(realpath "$here/../../..")
exec node --test --test-reporter=spec "${@:3}" ./*.test.mjs
