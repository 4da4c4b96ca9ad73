# shellcheck shell=bash disable=SC2154,SC2034  # lab sets and uses what this part does not
# Which packages a command needs (packages.txt) and which of them this machine lacks. A stamp remembers a good answer,
# so that later runs ask nothing.

dpkg_status=/var/lib/dpkg/status  # changes whenever a package comes or goes

# packages_of PROFILE...: sets the arrays `names` and `probes`.
packages_of() {
  names=() probes=()
  local name profiles probe profile
  while read -r name profiles probe; do
    [[ -z $name || $name == \#* ]] && continue
    for profile; do
      [[ ,$profiles, == *",$profile,"* ]] && names+=("$name") probes+=("$probe") && break
    done
  done <"$launcher/packages.txt"
}

# all_profiles: prints their names, in the order of the file.
all_profiles() {
  awk '!/^#/ && NF { n = split($2, p, ","); for (i = 1; i <= n; i++) if (!seen[p[i]]++) print p[i] }' "$launcher/packages.txt"
}

# probe_finds PROBE: whether the thing is there, whoever installed it.
probe_finds() {
  local what=${1#*:} folder
  case $1 in
    command:*) command -v "$what" >/dev/null ;;
    file:*) [[ -e $what ]] ;;
    header:*)
      local -a folders=(/usr/include /usr/local/include /usr/include/*-linux-gnu*)
      local IFS=:
      for folder in ${CPATH:-} ${CPLUS_INCLUDE_PATH:-} "${folders[@]}"; do
        [[ -e $folder/$what ]] && return 0
      done
      return 1
      ;;
  esac
}

# find_missing: of `names`, those that are not there; sets the array `missing`. A package that dpkg left half installed
# counts as missing even where the probe would find its files.
find_missing() {
  local -A state=()
  local status name i
  missing=()
  if command -v dpkg-query >/dev/null; then
    while read -r status name; do
      [[ ${state[$name]:-} == installed ]] || state[$name]=$status
    done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${names[@]}" 2>/dev/null)
  fi
  for i in "${!names[@]}"; do
    case ${state[${names[i]}]:-not-installed} in
      installed) ;;
      not-installed | config-files) probe_finds "${probes[i]}" || missing+=("${names[i]}") ;;
      *) missing+=("${names[i]}") ;;
    esac
  done
}

# stamp_holds FILE: this machine had these packages, and dpkg has changed nothing since.
stamp_holds() {
  [[ -f $1 && (! -f $dpkg_status || $1 -nt $dpkg_status) ]] || return 1
  local text
  IFS= read -r text <"$1" && [[ $text == "$HOSTNAME ${names[*]}" ]]
}

# need_packages PROFILE...: returns when they are all there; installs or stops otherwise.
need_packages() {
  local -a names probes missing
  local joined stamp
  printf -v joined '.%s' "$@"
  stamp=$build_root/launcher/packages$joined
  packages_of "$@"
  stamp_holds "$stamp" && return
  find_missing
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
  if writable_folder "${stamp%/*}"; then printf '%s\n' "$HOSTNAME ${names[*]}" >"$stamp"; fi
}

# writable_folder PATH: makes it where it is not; false where it cannot be written.
writable_folder() { [[ -d $1 && -w $1 ]] || { mkdir -p -- "$1" 2>/dev/null && [[ -w $1 ]]; }; }
