#!/usr/bin/env bash
# What takes too long for every change: the licences of everything this project is built from, the faults known of it,
# axe on every screen in every form, a browser or one tab of it killed twenty times in the middle of work, and every decoder given noise.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/env.sh

echo "Licences of all crates in Cargo.lock:"
cargo metadata --locked --format-version 1 | node -e '
  // Licences that ask for nothing but their own text; a crate with a choice needs one of them.
  const fine = new Set(["MIT", "MIT-0", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-1-Clause", "BSD-2-Clause",
    "BSD-3-Clause", "ISC", "Zlib", "0BSD", "BSL-1.0", "Unicode-3.0", "Unlicense", "CC0-1.0", "CDLA-Permissive-2.0"]);
  const allowed = (licence) => (licence ?? "").replace(/\//g, " OR ").replace(/[()]/g, " ").split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((one) => fine.has(one.trim())));
  const { packages } = JSON.parse(require("fs").readFileSync(0, "utf8"));
  const counts = new Map(), odd = [];
  for (const { name, version, license, source } of packages) {
    if (!source) continue;
    counts.set(license, (counts.get(license) ?? 0) + 1);
    if (!allowed(license)) odd.push(`${name} ${version}: ${license}`);
  }
  for (const [licence, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(String(count).padStart(5), licence);
  if (odd.length) { console.error("Look at these before using them:\n  " + odd.join("\n  ")); process.exit(1); }
'

if ! "$INHOUSE_TOOLS/bin/cargo-audit" --version >/dev/null 2>&1; then
  echo "Building cargo-audit (about 5 minutes, once)"
  CARGO_TARGET_DIR="$INHOUSE_TOOLS/build" cargo install --quiet --locked --root "$INHOUSE_TOOLS" cargo-audit
  rm -rf "$INHOUSE_TOOLS/build"
fi
echo "Known faults of the versions in Cargo.lock:"
left_out=""
said=$(mktemp)
if ! cargo audit 2>&1 | tee "$said"; then
  # Only a list that cannot be had is passed over, and said again at the end.
  grep -q "couldn't fetch advisory database" "$said" || exit 1
  left_out="LEFT OUT: the list of known faults (RustSec's advisory database) could not be fetched, so nothing was held against it."
fi
rm -f "$said"

tools/setup.sh test
make --no-print-directory build
echo "Every screen and dialog, light and dark, wide and narrow, with data and empty:"
INHOUSE_FULL=1 INHOUSE_BROWSER=chromium cargo test --locked --features e2e --test pages -- access:: --test-threads 1

echo "A browser killed twenty times, and as often the process of one tab of it:"
for browser in chromium firefox; do
  INHOUSE_ROUNDS=20 INHOUSE_BROWSER=$browser cargo test --locked --features e2e --test pages -- crash:: --test-threads 1
done

echo "Every rule and every decoder with many fresh cases:"
make --no-print-directory fuzz
echo "${left_out:-Nothing was left out.}"
