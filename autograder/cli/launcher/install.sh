# shellcheck shell=bash disable=SC2154,SC2034  # lab sets and uses what this part does not
# Installs packages with apt-get: asks at a terminal, goes ahead where nobody can answer and the rights are there, and
# otherwise prints the command to run. apt-get runs in the foreground, so that Ctrl-C reaches it (the next run picks up
# what it left); a watcher beside it reads the log and shows progress.

# install_packages PACKAGE...: returns when they are installed, else exits 1.
install_packages() {
  local -a as_root=()
  local install_log total=0 megabytes=0
  say "needed and not installed: $*"
  command -v apt-get >/dev/null || refuse_system "$@"
  find_rights || stop 1 "no right to install packages here. Run this, or ask who may, then try again:" \
    "  $(install_command "$@")"
  open_log
  measure_install "$@" || can_ask || learn_size "$@"
  confirm_install "$@"
  unlock_sudo "$@"
  ((total)) || learn_size "$@"
  run_install "$@"
  rm -f -- "$LLMSYS_BUILD/$configured_stamp"  # CMake looks again at what there is
  say "installed $total packages in $(clock $SECONDS)"
}

# install_command PACKAGE...: prints what a person would type.
install_command() {
  local sudo='sudo '
  [[ $(id -u) != 0 ]] || sudo=
  echo "${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends $*"
}

# refuse_system PACKAGE...: no apt-get here; names what was looked for.
refuse_system() {
  local i
  say "this system has no apt-get. Install these with its own package manager, then try again:"
  for i in "${!names[@]}"; do
    [[ " $* " != *" ${names[i]} "* ]] || say "  ${probes[i]/:/ } (Debian's package is ${names[i]})"
  done
  exit 1
}

# find_rights: sets as_root; counts on sudo with a password only where somebody can type it.
find_rights() {
  [[ $(id -u) != 0 ]] || return 0
  command -v sudo >/dev/null || return 1
  as_root=(sudo)
  sudo -n true 2>/dev/null || can_ask
}

# unlock_sudo PACKAGE...: lets sudo ask for the password now, before a progress line is in its way.
unlock_sudo() {
  ((${#as_root[@]} == 0)) || sudo -n true 2>/dev/null || sudo -v ||
    stop 1 "sudo refused. Who may install packages here can run:" "  $(install_command "$@")"
}

open_log() {
  install_log=$build_root/logs/install.log
  if writable_folder "$build_root/logs"; then : >"$install_log"; else install_log=$(mktemp); fi
}

# measure_install PACKAGE...: sets total (packages to set up, with those they need in turn) and megabytes to download;
# false where the package lists on this machine do not say.
measure_install() {
  local -a plan=(apt-get install -qq -y --no-install-recommends -o Debug::NoLocking=1)
  total=$("${plan[@]}" --simulate "$@" 2>>"$install_log" | grep -c '^Conf ') || return 1
  megabytes=$("${plan[@]}" --print-uris "$@" 2>>"$install_log" | awk '/^\x27/ { sum += $3 } END { printf "%.0f", sum / 1e6 }')
}

# learn_size PACKAGE...: as measure_install, with package lists of today.
learn_size() {
  say "fetching the package lists"
  fetch_lists && measure_install "$@" && return
  explain_failure
}

confirm_install() {
  local what="$# packages and what they need in turn" answer
  ((total == 0)) || what="$total packages with apt-get (about $megabytes MB)"
  if ! can_ask; then
    say "installing $what; log: $install_log"
    return
  fi
  read -r -p "Install $what? [Y/n] " answer || answer=n
  [[ -z $answer || $answer == [yY]* ]] ||
    stop 1 "nothing was installed. To do it yourself:" "  $(install_command "$@")"
}

fetch_lists() {
  local tries
  for tries in {1..24}; do
    run_apt update && return
    last_run | grep -q 'Could not get lock' || return
    ((tries < 24)) && sleep 5  # `update` does not wait for the lock by itself, `install` does
  done
  return 1
}

# run_install PACKAGE...: once more where the first failure is one that can be mended here.
run_install() {
  run_apt install "$@" && return
  if last_run | grep -q 'dpkg was interrupted'; then
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive dpkg --configure -a >>"$install_log" 2>&1 </dev/null
  elif last_run | grep -qE '404 +Not Found|Hash Sum mismatch|Unable to locate'; then
    fetch_lists || explain_failure
  else
    explain_failure
  fi
  run_apt install "$@" || explain_failure
}

# run_apt ARGUMENTS...: apt-get, into the log, with its progress shown.
run_apt() {
  local status=0 watcher
  echo "[lab] apt-get $*" >>"$install_log"
  watch_log "$1" & watcher=$!
  trap 'end_progress; kill "$watcher" 2>/dev/null; stop 130 "stopped; run the same command again to go on"' INT TERM
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 \
    -o Acquire::Retries=3 "$@" >>"$install_log" 2>&1 </dev/null || status=$?
  trap - INT TERM
  kill "$watcher"
  wait "$watcher" 2>/dev/null
  end_progress
  return "$status"
}

# last_run: prints the log since apt-get was last started.
last_run() { awk '/^\[lab\] apt-get/ { text = "" } { text = text $0 "\n" } END { printf "%s", text }' "$install_log"; }

# watch_log update|install: shows how far the log has come, in place at a terminal, else a plain line now and then.
watch_log() {
  local start=$SECONDS said=$SECONDS
  while sleep 0.3 >/dev/null 2>&1; do
    if at_terminal; then
      progress "$(describe_log "$1") $(clock $((SECONDS - start)))"
    elif ((SECONDS - said >= 15)); then
      said=$SECONDS
      say "$(describe_log "$1") $(clock $((SECONDS - start)))"
    fi
  done
}

# describe_log update|install: one line about the run that the log ends with.
describe_log() {
  last_run | awk -v total="$total" -v task="$1" '
    BEGIN { line = "starting apt-get" }
    task == "update" { line = "fetching the package lists"; next }
    /Waiting for cache lock/ { line = "waiting for another package manager to finish" }
    /^Get:/ { line = "downloaded " ++get " of " total " packages," }
    /^Unpacking / { line = "unpacked " ++unpacked " of " total " packages," }
    /^Setting up / { line = "set up " ++ready " of " total " packages," }
    END { print line }'
}

# explain_failure: the end of the log, what it means, and out.
explain_failure() {
  local advice='try again; if it fails in the same way, the log says why'
  case $(last_run) in
    *'Could not get lock'*) advice='another package manager is at work: let it finish, then try again' ;;
    *'Temporary failure resolving'* | *'Could not resolve'* | *'Could not connect'* | *'Unable to connect'* | \
      *'Network is unreachable'* | *'onnection timed out'*) advice='the package server cannot be reached: go online, then try again' ;;
    *'No space left'* | *'enough free space'*) advice='the disk is full: make room, then try again' ;;
    *'Unable to locate package'* | *'no installation candidate'*)
      advice='a package is not in the lists of this system: enable the main (Debian) or universe (Ubuntu) component' ;;
  esac
  say "apt-get failed; the end of $install_log:"
  last_run | tail -n 15 | sed 's/^/    /' >&2
  stop 1 "$advice"
}
