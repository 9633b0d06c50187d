# Sourced by the Makefile's commands and the scripts: where the tools are, which compiler is used.
export INHOUSE_TOOLS=${INHOUSE_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/inhouse}
# A fresh rustup is not always on PATH yet.
if ! command -v cargo >/dev/null 2>&1 && [ -x "${CARGO_HOME:-$HOME/.cargo}/bin/cargo" ]; then
  PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
fi
# Set once set-up had to fall back to Debian's compiler: then every cargo call uses that pair
# (one compiler, one target folder, one clippy), also where a rustup stands earlier on PATH.
INHOUSE_DEBIAN_RUST=
if [ -e "$INHOUSE_TOOLS/debian-rust" ]; then
  INHOUSE_DEBIAN_RUST=1
  export RUSTC=/usr/bin/rustc CARGO=/usr/bin/cargo
  case ":$PATH:" in *":$INHOUSE_TOOLS/bin:/usr/bin:"*) ;; *) PATH="$INHOUSE_TOOLS/bin:/usr/bin:$PATH" ;; esac
else
  case ":$PATH:" in *":$INHOUSE_TOOLS/bin:"*) ;; *) PATH="$INHOUSE_TOOLS/bin:$PATH" ;; esac
fi
export PATH
