#!/usr/bin/env bash
# For `--mine` in a release: compiles a student's file, or takes the solution's object where the grader chose the solution,
# whose source is not there; SOURCE then holds the line `// prebuilt`.  Called by the build:
#   compile_or_prebuilt.sh SOURCE OBJECT -- COMPILER ARGS...
set -u
source=$1 object=$2
shift 3
if [ "$(cat "$source")" != "// prebuilt" ]; then exec "$@"; fi
while [ "$1" != -o ]; do shift; done
exec cp -- "$object" "$2"
