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

table() {
  printf '\n%-10s %8s  %s\n' step seconds result
  local line
  for line in "${told[@]}"; do printf '%-10s %8s  %s\n' $line; done
  printf '%-10s %8s\n' together $((SECONDS - begun))
}

# Two browsers at a time: more are slower on a small machine. What a browser leaves out says so on its line, with the reason.
pages() { INHOUSE_BROWSER=$1 cargo test --locked --features e2e --test pages -- --test-threads 2; }

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
