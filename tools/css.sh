#!/bin/sh
# Joins style/**.css into the one stylesheet that ships: target/inhouse.css. Trunk runs this before every build.
# One file is one request; every part wraps itself in its @layer, so the order below decides nothing but reading.
# What is taken out is only what no browser reads: comments, indentation, empty lines, spaces round { } : ; ,
set -eu
cd "$(dirname "$0")/.."
out=target/inhouse.css
mkdir -p target
cat style/order.css style/reset.css style/tokens.css style/base.css style/layout.css style/frame.css \
  style/parts/*.css style/pages/*.css style/state.css style/print.css |
  awk '
    { line = $0; kept = ""
      while (line != "") {
        if (inside) { end = index(line, "*/"); if (!end) break; line = substr(line, end + 2); inside = 0; continue }
        begin = index(line, "/*")
        if (!begin) { kept = kept line; break }
        kept = kept substr(line, 1, begin - 1); line = substr(line, begin + 2); inside = 1
      }
      gsub(/^[ \t]+|[ \t]+$/, "", kept)
      if (kept == "") next
      gsub(/ *[{] */, "{", kept); gsub(/;? *[}]/, "}", kept)
      gsub(/; +/, ";", kept); gsub(/, +/, ",", kept); gsub(/: +/, ":", kept)
      printf "%s%s", kept, (kept ~ /[{};,]$/ ? "" : "\n") }
    END { print "" }' >"$out.new"
# Trunk rebuilds when a file changes: an equal stylesheet keeps its time.
if cmp -s "$out.new" "$out"; then rm "$out.new"; else mv "$out.new" "$out"; fi
