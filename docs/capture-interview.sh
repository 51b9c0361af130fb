#!/usr/bin/env bash
# Records a whole interview from the program as built into docs/interview.txt: tmux plays the visitor.
# Usage: docs/capture-interview.sh            (needs tmux and build/peyer)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

session=peyer-interview-$$
screen=$(mktemp)
trap 'tmux kill-session -t "$session" 2>/dev/null || true; rm -f "$screen"' EXIT

# Taller than any interview, so that nothing scrolls away.
tmux new-session -d -s "$session" -x 80 -y 1500 'TERM=screen build/peyer consult; sleep 60'

shown() { tmux capture-pane -p -t "$session" >"$screen"; }

# Waits until the program asks: its last line is the prompt.
asked() {
  local i
  for ((i = 0; i < 100; i++)); do
    shown
    [[ $(grep -v '^ *$' "$screen" | tail -n 1) == '>' ]] && return
    sleep 0.1
  done
  echo "The program did not ask again after ${1:-its start}." >&2
  exit 1
}

say() {
  asked "$1"
  tmux send-keys -t "$session" -l "$1"
  tmux send-keys -t "$session" Enter
}
