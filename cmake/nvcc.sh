#!/usr/bin/env bash
# Runs nvcc for one file; keeps what ptxas says of it in PATH.log and its PTX in PATH.ptx. Called by the build:
#   nvcc.sh PATH NVCC ARGS...
set -u
path=$1
shift
mkdir -p -- "${path%/*}"
kept=$(mktemp -d -- "$path.XXXXXX")
trap 'rm -rf -- "$kept"' EXIT

if ! "$@" --keep --keep-dir "$kept" >"$path.log" 2>&1; then
  grep -v '^ptxas info' -- "$path.log" >&2
  exit 1
fi
for ptx in "$kept"/*.ptx; do cat -- "$ptx"; done >"$path.ptx"
