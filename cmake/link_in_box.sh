#!/usr/bin/env bash
# Links a program that holds a student's object.  Called by the build:
#   link_in_box.sh BOX BUILD -- COMPILER ARGS...
#
# The linker runs in a box (autograder/sandbox), at the level that LLMSYS_SANDBOX says; at L0, where code is trusted, in none. It
# reads the build folder, the system's libraries and what else it is told to link; it writes into a folder of its own, and only
# the program is taken from there. Time, memory and the size of files are limited.
set -u
box=$1 build=$2
shift 3
[[ ${LLMSYS_SANDBOX:-L0} != L0 ]] || exec "$@"

# Adds the folder of a file that is linked, and that of what it is a link to.
read_beside() {
  [[ ! -e $1 ]] || readable+=(--read "$(realpath -- "$(dirname -- "$1")")" --read "$(dirname -- "$(realpath -- "$1")")")
}

# Sets `inside`, the command with its output in folder $1; `program`, where that belongs; `readable`, options.
redirect() {
  local folder=$1 word
  shift
  inside=() readable=(--read "$build")
  case $1 in /usr/* | /bin/*) ;; *) readable+=(--read "$(dirname "$(dirname "$(realpath "$1")")")") ;; esac
  while (($#)); do
    word=$1
    shift
    case $word in
      -o) program=$1 && inside+=(-o "$folder/program") && shift ;;
      /usr/* | /bin/* | "$build"/*) inside+=("$word") ;;
      /* | ../*) read_beside "$word" && inside+=("$word") ;;
      -L?*) read_beside "${word#-L}/." && inside+=("$word") ;;
      *) inside+=("$word") ;;
    esac
  done
}

link() {
  local folder program='' status
  local -a inside readable
  folder=$(mktemp -d) || return 125
  redirect "$folder" "$@"
  "$box" --level "$LLMSYS_SANDBOX" --keep-user --toolchain "${readable[@]}" --write "$folder" --wall-ms 240000 --cpu 120 \
    --resident 4294967296 --file 1073741824 --env PATH="$PATH" --env LC_ALL=C.UTF-8 --env TMPDIR="$folder" -- "${inside[@]}"
  status=$?
  if ((status == 0)); then mv -f -- "$folder/program" "$program" || status=125; fi
  rm -rf -- "$folder"
  return $status
}

link "$@"
status=$?
((status == 125)) || exit "$status"
exec "$@" # the box could not be set up, which is not the student's fault
