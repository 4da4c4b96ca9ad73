#!/usr/bin/env bash
# Compiles a student's file; if that fails, keeps the compiler's words in LOG.log and compiles the stub instead, so
# that one broken file costs its own task only.  Called by the build:
#   compile_or_stub.sh BOX ROOT SOURCE STUB SHOWN_NAME LOG -- COMPILER ARGS...
# LOG.log and LOG.failed tell what happened; each kind of object has its own, since two may be compiled at a time.
#
# The compiler runs in a box (autograder/sandbox), at the level that LLMSYS_SANDBOX says: it reads the system's headers,
# framework/, labs/ and SOURCE, not the solutions, the tests or another student's files; it writes into a folder of its own,
# and only the object and the list of headers are taken from there. Time, memory and the size of files are limited;
# LLMSYS_COMPILE_WALL_MS allows more by the clock where a machine is so busy that a compiler waits most of it.
set -u
box=$1 root=$2 source=$3 stub=$4 shown=$5 log=$6.log failed=$6.failed
shift 7
compiler=$1

show() { # the beginning of the compiler's words, with the name of the file the student edits
  local line
  while IFS= read -r line; do printf '%s\n' "${line//"$source"/"$shown"}"; done < <(head -c 65536 "$log.raw") >"$log"
  rm -f "$log.raw"
}

# Sets `inside`, the command with its outputs in folder $1; `object` and `list`, where they belong; `readable`, options.
redirect() {
  local folder=$1 word
  shift
  inside=() readable=(--read "$root/framework" --read "$root/labs" --read "$source")
  case $compiler in /usr/* | /bin/*) ;; *) readable+=(--read "$(dirname "$(dirname "$(realpath "$compiler")")")") ;; esac
  while (($#)); do
    word=$1
    shift
    case $word in
      -o) object=$1 && inside+=(-o "$folder/object.o") && shift ;;
      -MF) list=$1 && inside+=(-MF "$folder/list.d") && shift ;;
      -isystem) readable+=(--read "$1") && inside+=(-isystem "$1") && shift ;;
      -I?*) [[ ${word#-I} == "$root" ]] || readable+=(--read "${word#-I}") && inside+=("$word") ;;
      --keep-dir) inside+=(--keep-dir "$folder") && kept=$1 && shift ;;
      *) inside+=("$word") ;;
    esac
  done
}

compile() {
  local folder object='' list='' kept='' status
  local -a inside readable
  folder=$(mktemp -d) || return 125
  redirect "$folder" "$@"
  "$box" --level "${LLMSYS_SANDBOX:-L0}" --keep-user --toolchain "${readable[@]}" --write "$folder" \
    --wall-ms "${LLMSYS_COMPILE_WALL_MS:-120000}" --cpu 60 \
    --resident 3221225472 --file 268435456 --env PATH="$PATH" --env LC_ALL=C.UTF-8 --env TMPDIR="$folder" -- "${inside[@]}"
  status=$?
  if ((status == 0)); then
    cp -- "$folder/object.o" "$object" && cp -- "$folder/list.d" "$list" || status=125
    [[ -z $kept ]] || cp -- "$folder"/*.ptx "$kept" || status=125
  fi
  rm -rf -- "$folder"
  return $status
}

compile "$@" 2>"$log.raw"
status=$?
if ((status == 0)); then
  if [ -s "$log.raw" ]; then show; else rm -f "$log" "$log.raw"; fi
  rm -f "$failed"
  exit 0
elif ((status == 125)); then # not the student's fault
  cat -- "$log.raw" >&2
  exit 1
fi
show
touch "$failed"
args=()
for arg in "$@"; do
  if [ "$arg" = "$source" ]; then arg=$stub; fi
  args+=("$arg")
done
exec "${args[@]}"
