#!/usr/bin/env bash
# Sets up what Inhouse is built and tested with. Safe to repeat: what is there is skipped.
#
#   tools/setup.sh build   compiler with the wasm32 target, Trunk, wasm-bindgen, wasm-opt
#   tools/setup.sh test    all of that, plus three browsers with their drivers and axe-core
#
# Tools live in $INHOUSE_TOOLS (default ~/.cache/inhouse), outside target/, so that
# `cargo clean` does not cost them. tools/env.sh puts them on PATH.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
want=${1:-build}
# shellcheck source=tools/env.sh
. "$here/tools/env.sh"
mkdir -p "$INHOUSE_TOOLS/bin"

trunk_version=0.21.14
geckodriver_version=0.37.0
binaryen_version=132.0.0
bindgen_version=$(awk '/^name = "wasm-bindgen"$/ {getline; gsub(/[^0-9.]/, ""); print; exit}' "$here/Cargo.lock")

say() { printf '\033[1m[set-up]\033[0m %s\n' "$*"; }
fail() { printf '[set-up] %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo; then sudo "$@"
  else fail "\"$*\" needs root: run this once as root, or install sudo"; fi
}

apt_updated=
apt_get() { # apt_get PACKAGE ...: installs what is missing
  local missing=() p
  for p in "$@"; do
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  have apt-get || fail "missing: ${missing[*]} (no apt-get here: install them by your system's own means)"
  say "installing ${missing[*]}"
  if [ -z "$apt_updated" ]; then
    as_root apt-get update -qq || fail "apt-get update failed"
    apt_updated=1
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >"$INHOUSE_TOOLS/apt.log" 2>&1 \
    || { tail -n 20 "$INHOUSE_TOOLS/apt.log" >&2; fail "could not install: ${missing[*]}"; }
}

# ── a compiler that knows wasm32 ────────────────────────────────────────────────────────────
# With rustup and internet: the target is one command. On Debian without it: Debian's own
# compiler, and a wasm32 standard library built once from Debian's sources (about a minute).
debian_std=/usr/lib/rustlib/wasm32-unknown-unknown/lib
setup_compiler() {
  if [ -z "$INHOUSE_DEBIAN_RUST" ]; then
    if have rustup && rustup target add wasm32-unknown-unknown >/dev/null 2>&1; then
      rustup component add clippy rustfmt >/dev/null 2>&1 || true
      say "compiler: $(rustc --version), target wasm32-unknown-unknown"
      return
    fi
    [ -f /etc/debian_version ] || fail "no wasm32 target: run 'rustup target add wasm32-unknown-unknown' with internet, or use Debian"
  fi
  apt_get gcc libc6-dev pkg-config rustc-web cargo-web rust-web-src rust-web-llvm libstd-rust-web-dev lld-22 rust-web-clippy rustfmt-web
  touch "$INHOUSE_TOOLS/debian-rust"
  . "$here/tools/env.sh"
  local stamp="$debian_std/.inhouse-std"
  if [ "$(cat "$stamp" 2>/dev/null)" != "$(/usr/bin/rustc -V)" ]; then
    say "building the wasm32 standard library (about 1 minute)"
    local dir; dir=$(mktemp -d)
    mkdir -p "$dir/src"
    printf '[package]\nname = "std-seed"\nversion = "0.0.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n' >"$dir/Cargo.toml"
    : >"$dir/src/lib.rs"
    ( cd "$dir" && RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS="-C embed-bitcode=yes" CARGO_TARGET_DIR="$dir/target" \
        /usr/bin/cargo build -q --release --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort,test,proc_macro ) \
      || fail "the wasm32 standard library did not build"
    as_root mkdir -p "$debian_std"
    as_root rm -f "$debian_std"/*.rlib
    as_root cp "$dir"/target/wasm32-unknown-unknown/release/deps/*.rlib "$debian_std/"
    /usr/bin/rustc -V | as_root tee "$stamp" >/dev/null
    rm -rf "$dir" "$here/target/wasm32-unknown-unknown"
  fi
  say "compiler: $(/usr/bin/rustc --version) with its own wasm32 library"
}

# cargo_tool BINARY VERSION MINUTES CRATE [cargo install options]: a tool of exactly that version
cargo_tool() {
  local bin=$1 version=$2 minutes=$3 crate=$4; shift 4
  if [ "$("$INHOUSE_TOOLS/bin/$bin" --version 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)" = "$version" ]; then return; fi
  if have cargo-binstall && cargo binstall -y --quiet --install-path "$INHOUSE_TOOLS/bin" "$crate@$version" >/dev/null 2>&1; then
    say "$bin $version (prebuilt)"; return
  fi
  say "building $bin $version (about $minutes minutes, once)"
  # Tools are used seconds at a time: a quick build matters more than their last percent.
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=false \
    CARGO_TARGET_DIR="$INHOUSE_TOOLS/build" cargo install --quiet --root "$INHOUSE_TOOLS" --force --version "$version" "$@" "$crate" \
    || fail "$crate $version did not build"
}

setup_node() {
  have npm && return
  have node && have npx && return
  apt_get nodejs npm
}

# npm packages of tools/package.json: binaryen (wasm-opt) and, for tests, axe-core
setup_npm() {
  setup_node
  local have_version
  have_version=$(node -p "require('$INHOUSE_TOOLS/npm/node_modules/binaryen/package.json').version" 2>/dev/null || true)
  if [ "$have_version" != "$binaryen_version" ] || ! cmp -s "$here/tools/package.json" "$INHOUSE_TOOLS/npm/package.json"; then
    say "installing wasm-opt and axe-core from npm"
    mkdir -p "$INHOUSE_TOOLS/npm"
    cp "$here/tools/package.json" "$INHOUSE_TOOLS/npm/package.json"
    ( cd "$INHOUSE_TOOLS/npm" && npm install --no-audit --no-fund --silent --no-package-lock ) || fail "npm could not install the packages of tools/package.json"
  fi
  ln -sf "$INHOUSE_TOOLS/npm/node_modules/.bin/wasm-opt" "$INHOUSE_TOOLS/bin/wasm-opt"
}

setup_build() {
  have curl || have cc || true
  setup_compiler
  setup_npm
  cargo_tool wasm-bindgen "$bindgen_version" 4 wasm-bindgen-cli
  cargo_tool trunk "$trunk_version" 8 trunk --locked
}

setup_browsers() {
  if ! have chromium || ! have chromedriver; then apt_get chromium chromium-driver fonts-dejavu-core; fi
  have firefox-esr || have firefox || apt_get firefox-esr
  have WebKitWebDriver || apt_get webkit2gtk-driver
  have xvfb-run || apt_get xvfb xauth
  cargo_tool geckodriver "$geckodriver_version" 4 geckodriver --locked
}

case $want in
  build) setup_build ;;
  test) setup_build; setup_browsers; have python3 || apt_get python3 ;;
  *) fail "usage: tools/setup.sh build|test" ;;
esac
say "ready ($want)"
