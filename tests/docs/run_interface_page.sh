#!/usr/bin/env bash
# Types what docs/http-interface.md shows against a server of its own, at a port that is free:
# run_interface_page.sh RUN_TUTORIAL PAGE PEYER WORK
set -euo pipefail
run=$1 page=$2 peyer=$3 work=$(realpath -m "$4")
mkdir -p "$work"
"$peyer" serve --port 0 2>"$work/said" &
server=$!
trap 'kill $server' EXIT
for _ in $(seq 600); do
  address=$(grep -o 'http://[^ ]*' "$work/said" || true)
  [[ -n $address ]] && break
  kill -0 $server || { cat "$work/said"; exit 1; }
  sleep 0.05
done

# The page's port is the usual one, which may be taken here.
cat >"$work/curl" <<CURL
#!/bin/sh
for one; do
  shift
  case \$one in http://127.0.0.1:8080*) one="$address\${one#http://127.0.0.1:8080}" ;; esac
  set -- "\$@" "\$one"
done
exec $(command -v curl) "\$@"
CURL
chmod +x "$work/curl"
PATH=$work:$PATH python3 "$run" "$page" "$peyer"
