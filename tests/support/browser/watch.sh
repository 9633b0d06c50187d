#!/bin/sh
# watch.sh DIR COMMAND [ARGUMENT...]
# Runs the command, its output in DIR/log. Once our standard input closes, which happens with any death of
# the test that holds the other end, ends the command with everything it has started, and removes DIR.
# What belongs to it is known by a variable in its environment, so that nothing else can be hit.
dir=$1
shift
export INHOUSE_SESSION="$dir"
{
  "$@"
  : >"$dir/ended"
} >"$dir/log" 2>&1 </dev/null &

while read -r _; do :; done

for round in 1 2 3; do
  living=$(grep -lzxF "INHOUSE_SESSION=$dir" /proc/[0-9]*/environ 2>/dev/null)
  [ -n "$living" ] || break
  for place in $living; do
    id=${place#/proc/}
    kill -KILL "${id%/environ}" 2>/dev/null
  done
done
rm -rf "$dir" 2>/dev/null || rm -rf "$dir"
