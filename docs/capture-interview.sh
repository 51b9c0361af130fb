#!/usr/bin/env bash
# Records a whole interview from the program as built into docs/interview.txt: tmux plays the visitor.
# Usage: docs/capture-interview.sh            (needs tmux and build/peyer)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

session=peyer-interview-$$
screen=$(mktemp)
trap 'tmux kill-session -t "$session" 2>/dev/null || true; rm -f "$screen"' EXIT

# Taller than any interview, so that nothing scrolls away.
tmux new-session -d -s "$session" -x 80 -y 1500 'TERM=screen build/peyer consult --locale uk; sleep 60'

shown() { tmux capture-pane -p -t "$session" >"$screen"; }

# Waits for the next prompt: one more line that begins with ">", the last one of all.
prompts=0
asked() {
  local i
  prompts=$((prompts + 1))
  for ((i = 0; i < 100; i++)); do
    shown
    if [[ $(grep -c '^>' "$screen") == "$prompts" && $(grep -v '^ *$' "$screen" | tail -n 1) == '>' ]]; then
      return
    fi
    sleep 0.1
  done
  echo "The program did not ask again after $1." >&2
  exit 1
}

say() {
  tmux send-keys -t "$session" -l "$1"
  tmux send-keys -t "$session" Enter
}

# What this visitor, 58, who came for medicines, answers. Whatever else is asked: none, no or not sure.
answer_to() { # the last screen's text
  case "$1" in
    *'What brings you here'*) echo 5 ;;
    *'Who are your answers about'*) echo 1 ;;
    *'How old are you'*) echo 58 ;;
    *'Could there be a pregnancy'*) echo 1 ;;
    *'plan to take'*) echo none ;;
    *'Which of these do you take'*) echo 'Nurofen, Losec' ;;
    *'How often do you take painkillers'*) echo 3 ;;
    *'How long have you taken the acid'*) echo 2 ;;
    *'Is there a plan to change or stop'*) echo no ;;
    *'courses of antibiotics'*) echo 1 ;;
    *'food upset you'*) echo 1 ;;
    *'type none'*) echo none ;;
    *'Type yes or no'*) echo no ;;
    *'Press Enter'*) echo '' ;;
    *) echo 'not sure' ;;
  esac
}

# What stands between the last answer and the waiting prompt.
last_screen() { awk 'NF == 0 { next } /^> / { text = ""; next } { text = text $0 "\n" } END { printf "%s", text }' "$screen"; }

asked 'its start'
for ((turn = 0; turn < 80; turn++)); do
  text=$(last_screen)
  if grep -q 'In short' <<<"$text"; then break; fi
  if [[ $text == *'How often do you take painkillers'* && $text != *'Why this is asked'* ]]; then
    say why
    asked why
  fi
  say "$(answer_to "$text")"
  asked "$(tail -n 3 <<<"$text")"
done
say 'what matters'
asked 'what matters'
say quit
sleep 2
shown
# Nothing but what was on the screen; blank lines at its end are tmux's.
sed 's/ *$//' "$screen" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' >docs/interview.txt
echo "docs/interview.txt: $(wc -l <docs/interview.txt) lines" >&2
