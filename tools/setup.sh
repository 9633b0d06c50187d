#!/usr/bin/env bash
# Sets up what Inhouse is built and tested with. Safe to repeat: what is there is skipped.
#
#   tools/setup.sh build   compiler with the wasm32 target, Trunk, wasm-bindgen, wasm-opt
#   tools/setup.sh test    all of that, plus three browsers with their drivers and axe-core
#
# Tools live in $INHOUSE_TOOLS (default ~/.cache/inhouse), outside target/, so that
# `cargo clean` does not cost them. tools/env.sh puts them on PATH.
# INHOUSE_RUST=debian takes Debian's compiler even where rustup could serve.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
want=${1:-build}
# shellcheck source=tools/env.sh
. "$here/tools/env.sh"
mkdir -p "$INHOUSE_TOOLS/bin"

trunk_version=0.21.14
split_version=0.2.4
geckodriver_version=0.37.0
rust_version=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' "$here/Cargo.toml")
bindgen_version=$(awk '/^name = "wasm-bindgen"$/ {getline; gsub(/[^0-9.]/, ""); print; exit}' "$here/Cargo.lock")

say() { printf '\033[1m[set-up]\033[0m %s\n' "$*"; }
fail() { printf '[set-up] %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# One set-up at a time: a second one waits, then finds everything there.
if have flock; then
  exec 9>"$INHOUSE_TOOLS/lock"
  flock -n 9 || { say "another set-up is running; waiting for it"; flock 9; }
fi

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
  [ ${#missing[@]} -gt 0 ] || return 0
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
newer() { # newer HAVE WANTED: whether a version is at least another
  [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]
}

# Whether the rustc on PATH is new enough and has the standard library of the target.
knows_wasm() {
  have cargo && have rustc || return 1
  local version lib
  version=$(rustc --version 2>/dev/null | awk '{print $2}')
  newer "${version%%-*}" "$rust_version" || return 1
  lib=$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null) || return 1
  compgen -G "$lib/libstd-*.rlib" >/dev/null
}

debian_std=/usr/lib/rustlib/wasm32-unknown-unknown/lib
setup_compiler() {
  have cc || apt_get gcc libc6-dev
  if [ -z "$INHOUSE_DEBIAN_RUST" ] && [ "${INHOUSE_RUST:-}" != debian ]; then
    if ! knows_wasm && have rustup; then
      say "asking rustup for the wasm32 target"
      rustup target add wasm32-unknown-unknown >/dev/null 2>&1 || true
    fi
    if knows_wasm; then
      if have rustup && ! { cargo clippy --version && cargo fmt --version; } >/dev/null 2>&1; then
        rustup component add clippy rustfmt >/dev/null 2>&1 || true
      fi
      say "compiler: $(rustc --version), target wasm32-unknown-unknown"
      return
    fi
    [ -f /etc/debian_version ] || fail "no Rust from $rust_version on with the wasm32 target here: install rustup, then run 'rustup update stable && rustup target add wasm32-unknown-unknown'"
    say "no rustup here that has the wasm32 target; taking Debian's compiler"
  fi
  apt_get ca-certificates gcc libc6-dev rustc-web cargo-web rust-web-src rust-web-llvm libstd-rust-web-dev lld-22 rust-web-clippy rustfmt-web
  touch "$INHOUSE_TOOLS/debian-rust"
  . "$here/tools/env.sh"
  local stamp="$debian_std/.inhouse-std"
  if [ "$(cat "$stamp" 2>/dev/null)" != "$(/usr/bin/rustc -V)" ]; then
    say "building the wasm32 standard library (about 1 minute, once)"
    local dir; dir=$(mktemp -d)
    mkdir -p "$dir/src"
    printf '[package]\nname = "std-seed"\nversion = "0.0.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n' >"$dir/Cargo.toml"
    : >"$dir/src/lib.rs"
    ( cd "$dir" && RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 RUSTFLAGS="-C embed-bitcode=yes" CARGO_TARGET_DIR="$dir/target" \
        /usr/bin/cargo build -q --release --target wasm32-unknown-unknown -Zbuild-std=std,panic_abort,test,proc_macro ) \
      || { rm -rf "$dir"; fail "the wasm32 standard library did not build"; }
    as_root mkdir -p "$debian_std"
    as_root rm -f "$debian_std"/*.rlib
    as_root cp "$dir"/target/wasm32-unknown-unknown/release/deps/*.rlib "$debian_std/"
    /usr/bin/rustc -V | as_root tee "$stamp" >/dev/null
    # What was compiled against another library fails with E0463.
    rm -rf "$dir" "${CARGO_TARGET_DIR:-$here/target}/wasm32-unknown-unknown"
  fi
  knows_wasm || fail "Debian's compiler is older than $rust_version or has no wasm32 library in $debian_std: run 'apt-get update' and this again"
  say "compiler: $(/usr/bin/rustc --version), with a wasm32 library built here"
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

# npm packages of tools/package.json: binaryen (wasm-opt, wasm-merge) and, for tests, axe-core
setup_npm() {
  have node && have npm || apt_get nodejs npm
  local place="$INHOUSE_TOOLS/npm"
  if ! cmp -s "$here/tools/package.json" "$place/package.json" || ! "$place/node_modules/.bin/wasm-opt" --version >/dev/null 2>&1; then
    say "installing wasm-opt and axe-core from npm"
    mkdir -p "$place"
    ( cd "$place" && cp "$here/tools/package.json" . && npm install --no-audit --no-fund --silent --no-package-lock ) \
      || { rm -f "$place/package.json"; fail "npm could not install the packages of tools/package.json"; }
  fi
  local tool
  for tool in wasm-opt wasm-merge; do ln -sf "$place/node_modules/.bin/$tool" "$INHOUSE_TOOLS/bin/$tool"; done
}

setup_build() {
  setup_compiler
  setup_npm
  cargo_tool wasm-bindgen "$bindgen_version" 4 wasm-bindgen-cli
  cargo_tool trunk "$trunk_version" 8 trunk --locked
  # It says no version of its own.
  if [ "$(cat "$INHOUSE_TOOLS/split-version" 2>/dev/null)" != "$split_version" ] || ! have wasm-split-cli; then
    cargo_tool wasm-split-cli "$split_version" 1 wasm_split_cli_support --locked --features build-binary
    echo "$split_version" >"$INHOUSE_TOOLS/split-version"
  fi
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
rm -rf "$INHOUSE_TOOLS/build"
say "ready ($want)"
