# shellcheck shell=bash disable=SC2154,SC2034  # lab sets and uses what this part does not
# ./lab format: lays out our C++ and CUDA files (.clang-format), or looks for bugs in them (.clang-tidy).

format() {
  case ${1:-} in
    '') need_packages format && format_tree ;;
    --check) need_packages format && check_tree ;;
    --tidy) tidy "${@:2}" ;;
    *) stop 2 "format does not know '$1'; ./lab format --help" ;;
  esac
}

# cpp_files [GIT ARGUMENTS...]: prints our files, from the repository's root, each ended by a zero byte.
cpp_files() {
  local -a kinds=('*.h' '*.cpp' '*.cuh' '*.cu')
  if git -C "$LLMSYS_ROOT" rev-parse --git-dir >/dev/null 2>&1; then
    git -C "$LLMSYS_ROOT" ls-files -z --deduplicate --cached --others --exclude-standard -- "${kinds[@]}" |
      while IFS= read -r -d '' file; do [[ ! -f $LLMSYS_ROOT/$file ]] || printf '%s\0' "$file"; done
  else
    (cd "$LLMSYS_ROOT" && find . -path ./build -prune -o -type f \( -name '*.h' -o -name '*.cpp' -o -name '*.cuh' -o -name '*.cu' \) -print0)
  fi
}

format_tree() {
  local -a files
  mapfile -d '' files < <(cpp_files)
  cd -- "$LLMSYS_ROOT" || exit
  printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -n 16 clang-format -i
  echo "${#files[@]} files are laid out as .clang-format says"
}

# check_tree: prints each file that `format` would change, with the first line of it, and the tally that ends a suite;
# 1 if there is such a file.
check_tree() {
  local -a files wrong
  mapfile -d '' files < <(cpp_files)
  cd -- "$LLMSYS_ROOT" || exit
  mapfile -t wrong < <(printf '%s\0' "${files[@]}" | xargs -0 -P "$(nproc)" -n 16 clang-format --dry-run 2>&1 |
    awk -F: '/\[-Wclang-format-violations\]$/ && !seen[$1]++ { print $1 ":" $2 }' | sort)
  if ((${#wrong[@]})); then
    printf '%s: not laid out as .clang-format says\n' "${wrong[@]}"
    echo "./lab format mends them"
  fi
  echo "$((${#files[@]} - ${#wrong[@]})) passed, ${#wrong[@]} failed, 0 skipped"
  ((${#wrong[@]} == 0))
}

# tidy [--all | FILES...]: clang-tidy with the flags of the build; by default on what changed since the last commit. It is
# version 16 because 14, Debian 12's default, cannot read std::source_location.
tidy() {
  need_build_folder
  need_packages build tidy
  local -a files
  local start=$SECONDS
  build_database
  case ${1:-} in
    '') mapfile -d '' files < <(changed_sources) ;;
    --all) mapfile -d '' files < <(cpp_files | grep -z '\.cpp$' | grep -zv 'docs/messages/') ;;  # those are wrong on purpose
    -*) stop 2 "format --tidy does not know '$1'; ./lab format --help" ;;
    *) mapfile -d '' files < <(realpath -z -e -- "$@") && ((${#files[@]} == $#)) || exit 2 ;;
  esac
  ((${#files[@]})) || { echo "no C++ file has changed since the last commit; --all looks at every one"; return; }
  cd -- "$LLMSYS_ROOT" || exit
  tidy_files "${files[@]}" || stop 1 "clang-tidy found something"
  echo "${#files[@]} files are clean for clang-tidy ($(clock $((SECONDS - start))))"
}

# build_database: a current compile_commands.json in build/tidy/, without GCC's precompiled headers, which clang cannot read.
build_database() {
  lock_build
  is_configured || configure
  exec {build_lock}>&-
  mkdir -p -- "$build_root/tidy"
  sed -E 's/-Winvalid-pch//; s/-Werror//; s/-include (\\"[^"]*cmake_pch\.hxx\\"|[^ ]*cmake_pch\.hxx)//' \
    "$LLMSYS_BUILD/compile_commands.json" >"$build_root/tidy/compile_commands.json"
}

changed_sources() { git -C "$LLMSYS_ROOT" diff -z --name-only --diff-filter=d HEAD -- '*.cpp'; }

# tidy_files FILES...: one process a file, a core each; prints what they find, 1 if anything.
tidy_files() {
  local -i done=0 status=0
  local line
  export -f tidy_file
  # shellcheck disable=SC2016  # the inner bash expands $1
  while IFS= read -r line; do
    case $line in
      'tidy 0') done+=1 ;;
      'tidy 1') done+=1 status=1 ;;
      *) end_progress && printf '%s\n' "$line" ;;
    esac
    progress "clang-tidy: $done of $# files, $(clock $SECONDS)"
  done < <(printf '%s\0' "$@" | xargs -0 -P "$(nproc)" -n 1 bash -c 'tidy_file "$1"' -)
  end_progress
  return "$status"
}

# tidy_file FILE: prints its findings in one piece, so that those of two processes do not mix, then `tidy 0` or `tidy 1`.
tidy_file() {
  local text status=0
  text=$(clang-tidy-16 --quiet -p "$LLMSYS_BUILD_DIR/tidy" "$1" 2>/dev/null) || status=1
  ((status == 0)) || text=${text:-$1: clang-tidy failed without a word}
  printf '%s%stidy %d\n' "$text" "${text:+$'\n'}" "$status"
}
