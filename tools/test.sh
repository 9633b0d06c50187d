#!/usr/bin/env bash
# What must hold before a change goes in. `make test` runs all steps in this order and stops at the first that fails:
#
#   setup     compiler, Trunk, wasm-bindgen, wasm-opt, three browsers with their drivers
#   format    rustfmt
#   lint      clippy for this computer and for wasm32, no warning left
#   native    unit, property and store tests (seconds, no browser)
#   dist      the release build, and what a first visit weighs against the limit
#   adapters  what touches the browser's own interfaces, in Chromium
#   chromium  the built pages in Chromium: every job
#   firefox   the built pages in Firefox: the main jobs (the list is in tests/pages/main.rs)
#   webkit    the built pages in WebKitGTK: the same, but for what its driver cannot do
#
#   tools/test.sh [STEP ...]   only these
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh
steps=("$@")
[ ${#steps[@]} -gt 0 ] || steps=(setup format lint native dist adapters chromium firefox webkit)
told=()
begun=$SECONDS
again=$(mktemp)
trap 'rm -f "$again"' EXIT

table() {
  printf '\n%-10s %8s  %s\n' step seconds result
  local line
  for line in "${told[@]}"; do printf '%-10s %8s  %s\n' $line; done
  printf '%-10s %8s\n' together $((SECONDS - begun))
  [ ! -s "$again" ] || printf 'failed at first and held when tried again: %s\n' "$(paste -sd ' ' "$again")"
}

# Two browsers at a time: more are slower on a small machine. What a browser leaves out says so on its line, with the reason.
in_browser() { INHOUSE_BROWSER=$browser cargo test --locked --features e2e --test pages -- "$@"; }

# A driver may lose a click on a machine that others use too. So at most two that failed are tried once more, each alone,
# and the table names them: seen twice it is a fault. What keeps the team's data has to hold at once.
pages() {
  browser=$1
  local log="target/pages-$1.log" failed name
  mkdir -p target
  if in_browser --test-threads 2 2>&1 | tee "$log"; then return; fi
  failed=$(awk '/^failures:$/ { list = ""; next } /^    [a-z_0-9]+(::[a-z_0-9]+)+$/ { list = list $1 "\n" } END { printf "%s", list }' "$log")
  [ -n "$failed" ] && [ "$(wc -l <<<"$failed")" -le 2 ] || return 1
  if grep -qE '^(storing|copies|full|crash|keeping|later)::' <<<"$failed"; then return 1; fi
  for name in $failed; do
    printf '\n%s failed; once more, alone\n' "$name"
    in_browser --exact "$name" || return 1
    echo "$name" >>"$again"
  done
}

run() {
  case $1 in
    setup) tools/setup.sh test ;;
    format) cargo fmt --check ;;
    lint)
      cargo clippy --locked --all-targets --all-features -- -D warnings
      cargo clippy --locked --target wasm32-unknown-unknown --lib --bins --test web_browser -- -D warnings
      ;;
    native) cargo test --locked ;;
    dist)
      make --no-print-directory build
      node tools/size.mjs
      ;;
    adapters) CHROMEDRIVER=$(command -v chromedriver) cargo test --locked --target wasm32-unknown-unknown --test web_browser ;;
    chromium | firefox | webkit) pages "$1" ;;
    *) echo "no step \"$1\" here: see the head of tools/test.sh" >&2; return 2 ;;
  esac
}

for step in "${steps[@]}"; do
  printf '\n\033[1m── %s ──\033[0m\n' "$step"
  since=$SECONDS
  # A child of its own, so that every command in a step can end it (set -e is off inside a condition).
  set +e
  ( set -e; run "$step" )
  code=$?
  set -e
  if [ $code -ne 0 ]; then
    told+=("$step $((SECONDS - since)) FAILED")
    table
    exit $code
  fi
  told+=("$step $((SECONDS - since)) passed")
done
table
