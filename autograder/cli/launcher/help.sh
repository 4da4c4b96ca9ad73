# shellcheck shell=bash disable=SC2154,SC2034  # lab sets and uses what this part does not
# Help without installing or building anything. The commands are the files of help/, one each.

help_folder=$LLMSYS_ROOT/autograder/cli/help

is_command() { [[ $1 != */* && -f $help_folder/$1.txt ]]; }

# asks_for_help ARGUMENTS...: true where one of them, before a `--`, is --help or -h.
asks_for_help() {
  local word
  for word; do
    case $word in
      --) return 1 ;;
      --help | -h) return 0 ;;
    esac
  done
  return 1
}

# show_help [COMMAND]
show_help() {
  if [[ -z $1 ]]; then
    cat -- "$LLMSYS_ROOT/autograder/cli/help.txt"
  elif is_command "$1"; then
    cat -- "$help_folder/$1.txt"
  else
    refuse_command "$1"
  fi
}

# refuse_command WORD: names the nearest command, exits 2.
refuse_command() {
  local names=("$help_folder"/*.txt) near
  names=("${names[@]##*/}")
  near=$(awk -v word="$1" -f "$launcher/nearest.awk" <<<"$(printf '%s\n' "${names[@]%.txt}")")
  if [[ -n $near ]]; then
    stop 2 "there is no command '$1'; did you mean: ./lab $near" "./lab --help lists them all"
  fi
  stop 2 "there is no command '$1'; the commands are: ${names[*]%.txt}" "./lab --help says what each one does"
}
