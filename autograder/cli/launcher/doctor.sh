# shellcheck shell=bash disable=SC2154,SC2034  # lab sets and uses what this part does not
# ./lab doctor: what this machine has and lacks. Changes nothing, unless told to --install.

doctor() {
  case ${1:-} in
    '') examine ;;
    --install) doctor_install "${@:2}" ;;
    --sandbox) doctor_sandbox ;;
    *) stop 2 "doctor does not know '$1'; ./lab doctor --help" ;;
  esac
}

# doctor_install [PROFILE...]: installs and nothing else; build is the default.
doctor_install() {
  local profile
  (($#)) || set -- build
  for profile; do
    all_profiles | grep -qFx -- "$profile" ||
      stop 2 "no packages are listed for '$profile'; there are: $(all_profiles | tr '\n' ' ')"
  done
  local -a names probes missing
  packages_of "$@"
  find_missing
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
  say "all packages for $* are there"
}

# doctor_sandbox: tries attacks at each level of the sandbox that works here. 0 if all were held.
doctor_sandbox() {
  need_build_folder
  need_packages build sandbox
  build_target llmsys_sandbox_check
  exec "$LLMSYS_BUILD/autograder/sandbox/llmsys_sandbox_check"
}

# examine: the report; 1 where `./lab grade` cannot work.
examine() {
  local -i faults=0
  examine_machine
  examine_tools
  examine_packages
  examine_gpu
  examine_sanitizers
  examine_sandbox
  examine_build_folder
  echo
  if ((faults)); then
    echo "$faults of these must be mended before ./lab grade can work."
    return 1
  fi
  echo "./lab grade can work here."
}

# Lines of the report: good, note (works without), bad (grade needs it). On a terminal the mark is coloured.
line() {
  local mark=$2
  if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then mark=$'\033['"$1m$2"$'\033[0m'; fi
  printf '  %s  %s\n' "$mark" "$3"
}
good() { line 32 'ok  ' "$*"; }
note() { line 33 'note' "$*"; }
bad() { line 31 'BAD ' "$*" && faults+=1; }
section() { printf '\n%s\n' "$*"; }

examine_machine() {
  local name memory
  name=$(awk -F'"' '/^PRETTY_NAME=/ { print $2 }' /etc/os-release 2>/dev/null)
  memory=$(awk '/^MemTotal/ { t = $2 } /^MemAvailable/ { a = $2 } END { printf "%.1f %.1f", t / 1048576, a / 1048576 }' /proc/meminfo)
  section "Machine"
  good "${name:-unknown system}, $(uname -sr), $(uname -m)"
  good "$(nproc) cores, ${memory% *} GiB of memory (${memory#* } free)"
  awk -v free="${memory#* }" 'BEGIN { exit !(free < 1.5) }' &&
    note "little memory is free: build with LLMSYS_JOBS=1 if the compiler is killed"
  examine_cpu
}

examine_cpu() {
  local flags wanted have=''
  flags=" $(awk -F: '/^(flags|Features)/ { print $2; exit }' /proc/cpuinfo) "
  for wanted in avx2 fma avx512f avx512_vnni avx512_bf16 amx_tile asimd sve bf16; do
    [[ $flags == *" $wanted "* ]] && have+=" $wanted"
  done
  case $(uname -m):$have in
    x86_64:*avx2*fma*) good "CPU:$have" ;;
    x86_64:*) note "CPU:${have:- none of avx2, fma, avx512f}: everything works, matrix products are slow" ;;
    *) good "CPU:${have:- no vector extensions known to this check}" ;;
  esac
}

# version_at_least NEEDED HAVE
version_at_least() { [[ $(printf '%s\n' "$1" "$2" | sort -V | head -n 1) == "$1" ]]; }

examine_tools() {
  section "Tools"
  examine_tool g++ 12 "$(g++ -dumpfullversion 2>/dev/null)"
  examine_tool cmake 3.25 "$(cmake --version 2>/dev/null | awk 'NR == 1 { print $3 }')"
  examine_tool ninja 1.10 "$(ninja --version 2>/dev/null)"
}

# examine_tool NAME NEEDED HAVE
examine_tool() {
  if [[ -z $3 ]]; then
    bad "$1 is not installed"
  elif version_at_least "$2" "$3"; then
    good "$1 $3"
  else
    bad "$1 is $3, needed is $2 or later"
  fi
}

examine_packages() {
  local -a names probes missing
  local profile
  section "Packages, by what needs them"
  while read -r profile; do
    packages_of "$profile"
    find_missing
    if ((${#missing[@]} == 0)); then
      good "$profile"
    elif [[ $profile == build ]]; then
      bad "$profile lacks: ${missing[*]}"
    else
      note "$profile lacks: ${missing[*]}"
    fi
    ((${#missing[@]} == 0)) || echo "        install: $(install_command "${missing[@]}")"
  done < <(all_profiles)
}

examine_gpu() {
  local gpu
  section "GPU"
  if gpu=$(nvidia-smi --query-gpu=name,driver_version --format=csv,noheader 2>/dev/null) && [[ -n $gpu ]]; then
    good "${gpu//$'\n'/; }"
  else
    note "no NVIDIA GPU or driver: nothing here needs one so far; later labs will run in an emulator without"
  fi
  if command -v nvcc >/dev/null; then
    good "nvcc $(nvcc --version | sed -n 's/.*release \([0-9.]*\).*/\1/p')"
  else
    note "no nvcc: preset cuda cannot be built; the default preset, cpu, does not need it"
  fi
}

examine_sanitizers() {
  section "Sanitizers (./lab grade --debug, presets asan and tsan)"
  command -v g++ >/dev/null || { note "not tried: there is no g++"; return; }
  local folder bits
  folder=$(mktemp -d)
  echo 'int main() { return 0; }' >"$folder/main.cpp"
  examine_sanitizer "$folder" AddressSanitizer address,undefined
  examine_sanitizer "$folder" ThreadSanitizer thread
  rm -rf -- "$folder"
  bits=$(cat /proc/sys/vm/mmap_rnd_bits 2>/dev/null || echo 0)
  ((bits <= 28)) || note "vm.mmap_rnd_bits is $bits: GCC 12's sanitizers can fail at start; cure: sudo sysctl vm.mmap_rnd_bits=28"
}

# examine_sanitizer FOLDER NAME FLAG: builds and runs an empty program.
examine_sanitizer() {
  if ! g++ "-fsanitize=$3" "$1/main.cpp" -o "$1/main" 2>/dev/null; then
    note "$2: programs do not link; its library is missing"
  elif ! "$1/main" >/dev/null 2>&1; then
    note "$2: programs do not start"
  else
    good "$2"
  fi
}

examine_sandbox() {
  section "Sandbox (for grading code you do not trust; ./lab doctor --sandbox tries it)"
  if ! command -v bwrap >/dev/null; then
    note "bubblewrap (bwrap) is not installed"
  elif bwrap --ro-bind / / --unshare-all true 2>/dev/null; then
    good "bubblewrap can make namespaces"
  else
    note "bubblewrap is there, but this system does not let it make namespaces"
  fi
  if [[ $(cat /sys/kernel/security/lsm 2>/dev/null) == *landlock* ]]; then good "Landlock"; else note "no Landlock seen"; fi
}

examine_build_folder() {
  local free
  section "Build folder"
  if ! writable_folder "$build_root"; then
    bad "$build_root cannot be written; choose another: LLMSYS_BUILD_DIR=\$HOME/llmsys_build"
    return
  fi
  free=$(df -Pk -- "$build_root" | awk 'NR == 2 { printf "%d", $4 / 1048576 }')
  if ((free >= 2)); then good "$build_root, $free GiB free"; else bad "$build_root has $free GiB free, needed are 2"; fi
}
