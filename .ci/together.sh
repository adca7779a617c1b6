# shellcheck shell=bash
# Steps that run while others do, each in a process group of its own. To be sourced by .ci/run.

outputs=$(mktemp -d)

# Starts a function. What it prints is kept, since nobody can read two steps at once.
begin() {
  set -m
  ( trap - EXIT; set -euo pipefail; "$1" ) < /dev/null > "$outputs/$1" 2>&1 &
  set +m
  echo $! > "$outputs/$1.pid"
}

# Waits for it, prints what it printed, and fails if it did.
finish() {
  local code=0
  wait "$(cat "$outputs/$1.pid")" || code=$?
  rm "$outputs/$1.pid"
  cat "$outputs/$1"
  [ "$code" -eq 0 ] || { echo "'$1' ended with $code; its last lines are above" >&2; return "$code"; }
}

# Whatever still runs when the script ends has nobody who waits for it.
ended() {
  local code=$? file
  for file in "$outputs"/*.pid; do
    [ -e "$file" ] || continue
    kill -- "-$(cat "$file")" 2>/dev/null || true
    printf '\n=== ended with the script: %s\n' "$(basename "$file" .pid)"
    cat "${file%.pid}"
  done
  rm -rf "$outputs"
  exit "$code"
}
trap ended EXIT
