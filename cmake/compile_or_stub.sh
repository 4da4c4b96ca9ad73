#!/usr/bin/env bash
# Compiles a student's file; if that fails, keeps the compiler's words in LOG.log and compiles the stub instead, so
# that one broken file costs its own task only.  Called by the build:
#   compile_or_stub.sh SOURCE STUB SHOWN_NAME LOG -- COMPILER ARGS...
# LOG.log and LOG.failed tell what happened; each kind of object has its own, since two may be compiled at a time.
set -u
source=$1 stub=$2 shown=$3 failed=$4.failed log=$4.log
shift 5

show() { # the beginning of the compiler's words, with the name of the file the student edits
  local line
  while IFS= read -r line; do printf '%s\n' "${line//"$source"/"$shown"}"; done < <(head -c 65536 "$log.raw") >"$log"
  rm -f "$log.raw"
}

if (ulimit -t 60 && exec "$@") 2>"$log.raw"; then # seconds: a template can be an endless loop too
  if [ -s "$log.raw" ]; then show; else rm -f "$log" "$log.raw"; fi
  rm -f "$failed"
  exit 0
fi
show
touch "$failed"
args=()
for arg in "$@"; do
  if [ "$arg" = "$source" ]; then arg=$stub; fi
  args+=("$arg")
done
exec "${args[@]}"
