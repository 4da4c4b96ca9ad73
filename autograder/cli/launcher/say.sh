# shellcheck shell=bash disable=SC2154,SC2034  # lab sets and uses what this part does not
# What ./lab says. Everything goes to stderr, so that the output of the command itself stays clean for a pipe or a file.

# at_terminal: somebody reads the messages and can see a line change in place.
at_terminal() { [[ -t 2 && ${TERM:-dumb} != dumb ]]; }

# can_ask: somebody reads the messages and can answer.
can_ask() { [[ -t 0 && -t 2 ]]; }

# say TEXT...: one line to the reader, over a progress line if there is one.
say() {
  if at_terminal; then printf '\r\033[K' >&2; fi
  printf '[lab] %s\n' "$*" >&2
}

# stop STATUS TEXT...: a last line each, then out.
stop() {
  local status=$1 line
  shift
  for line in "$@"; do say "$line"; done
  exit "$status"
}

# progress TEXT: a line that the next one replaces; nothing when nobody watches.
progress() {
  at_terminal || return 0
  local text="[lab] $1" width=${COLUMNS:-80}
  printf '\r\033[K%s' "${text:0:width-1}" >&2
}

# end_progress: clears the line that progress left.
end_progress() { if at_terminal; then printf '\r\033[K' >&2; fi; }

# clock SECONDS: prints 0:07.
clock() { printf '%d:%02d' $(($1 / 60)) $(($1 % 60)); }
