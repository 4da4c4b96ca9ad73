# shellcheck shell=bash disable=SC2154  # release_test.sh has the scaffolding
# The slow part of release_test.sh: a stranger builds and grades, and Gradescope does.

# report KEY FILE: a number of a report, "points" or "max_points"
number() { sed -n "s/^ *\"$1\": \([0-9.]*\),\{0,1\}$/\1/p" "$2" | head -n 1; }
grades() { # grades COURSE LAB FOLDER EARNED: a stranger's grading of the files in FOLDER; EARNED is `none` or `all`
  local course=$1 lab=$2 earned possible
  cp "$3"/* "$course/labs/$lab/" && chmod -R a+rX "$scratch/home"
  (cd "$course" && as_stranger ./lab grade "$((10#${lab%%_*}))" --json "$scratch/home/report.json")
  earned=$(number points "$scratch/home/report.json") possible=$(number max_points "$scratch/home/report.json")
  echo "$earned of $possible"
  if [[ $4 == none ]]; then [[ $earned == 0 ]]; else [[ $earned == "$possible" && $possible -gt 60 ]]; fi
}
course=$scratch/home/course
check "a stranger grades the stubs: no points" grades "$course" 00_warm_up "$student/prebuilt/stubs/00_warm_up" none
check "a stranger grades the solutions: all points but the hidden ones" grades "$course" 00_warm_up "$root/solutions/00_warm_up" all

# All labs and the programs, in a folder with a blank in its name.
course="$scratch/home/all labs"
moves_in() {
  "$program" release student "$scratch/all" && cp -r "$scratch/all" "$course" || return
  [[ $(id -u) != 0 ]] || chown -R 65534:65534 "$course"
}
in_course() { (cd "$course" && as_stranger ./lab "$@"); }
trains() { in_course train --mine --positions 50000 --no-baselines --out "$scratch/home/run" | grep -F 'labs/01_autodiff/backward.cpp (yours)'; }
check "a release of all labs is made" moves_in
for manifest in "$course"/labs/[0-9]*/lab.json; do
  lab=$(basename "$(dirname "$manifest")")
  check "$lab: stubs have no points" grades "$course" "$lab" "$course/prebuilt/stubs/$lab" none
  check "$lab: solutions have all but the hidden ones" grades "$course" "$lab" "$root/solutions/$lab" all
done
check "a stranger trains with their own files" trains
check "a stranger's story is written" in_course generate --mine --tokens 20 --seed 1 --prompt 'Once'

# Gradescope: its folders, as root, in a mount namespace of their own.
container=$scratch/autograder
in_container() { # in_container COMMAND: with nothing of our environment
  env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    unshare --mount --propagation private bash -c "mount --bind '$container' /autograder && $1"
}
prepare() {
  mkdir -p "$container"/{source,submission,results} /autograder &&
    unzip -q "$autograder" -d "$container/source" && cp "$container/source/run_autograder" "$container/" &&
    [[ -x $container/run_autograder && -x $container/source/setup.sh ]] && in_container 'bash /autograder/source/setup.sh'
}
hand_in() { # hand_in FILE...
  rm -rf "$container/submission" "$container/results" && mkdir -p "$container/submission" "$container/results"
  (($# == 0)) || cp -r "$@" "$container/submission/"
  in_container 'cd /autograder && ./run_autograder'
  cat "$container/results/results.json"
}
scores() { # scores LOW HIGH FILE...
  local low=$1 high=$2 score
  shift 2
  hand_in "$@"
  score=$(number score "$container/results/results.json")
  [[ -n $score ]] && awk "BEGIN { exit !($score >= $low && $score <= $high) }"
}
hostile() { # a link to a secret, a file that the policy refuses, and one that it lets through: it writes results, prints them and ends
  mkdir -p "$scratch/hostile" && cp "$root"/labs/00_warm_up/*.cpp "$scratch/hostile" && ln -sf /etc/shadow "$scratch/hostile/bigram.cpp"
  printf '#include <unistd.h>\n' | cat - "$root/solutions/00_warm_up/shape_text.cpp" >"$scratch/hostile/shape_text.cpp"
  cat "$root/solutions/00_warm_up/view.cpp" - >"$scratch/hostile/view.cpp" <<'END'
#include <cstdio>
#include <cstdlib>
#include <fstream>
namespace {
struct Attack {
  Attack() {
    std::ofstream("/autograder/results/results.json") << "{\"score\": 100}";
    std::ofstream("/autograder/results/stolen") << std::ifstream("/autograder/source/llmsys/RELEASE.json").rdbuf();
    std::puts("{\"score\": 100}");
    std::exit(0);
  }
} attack;
}
END
  scores 0 0 "$scratch"/hostile/* && [[ ! -e $container/results/stolen ]] && grep -q 'view.cpp\|exit code 0' "$container/results/results.json"
}
broken_grader() { # the grader itself is broken: a result is there all the same
  mv "$container/source/llmsys/lab" "$container/source/llmsys/lab.away"
  hand_in "$root"/solutions/00_warm_up/* | grep -q 'not the fault of your submission'
  local status=$?
  mv "$container/source/llmsys/lab.away" "$container/source/llmsys/lab"
  return $status
}
no_sources() { # what graded has no solution and no hidden test in words
  [[ ! -e $container/source/llmsys/solutions ]] && ! find "$container/source" -name 'hidden*.cpp' | grep -q .
}
if [[ $(id -u) != 0 ]] || ! command -v unzip >/dev/null || ! unshare --mount true 2>/dev/null; then
  skip 'Gradescope: needs root, unzip and a mount namespace'
else
  check "Gradescope's setup.sh prepares the image" prepare
  check "the solutions have full marks there, hidden tests too" scores 100 100 "$root"/solutions/00_warm_up/*
  check "so has an archive of ./lab pack" scores 100 100 "$scratch/one.zip"
  check "stubs have none" scores 0 0 "$student"/prebuilt/stubs/00_warm_up/*
  check "an empty submission has none" scores 0 0
  check "a hostile one gains nothing, and the result stays" hostile
  check "a broken grader leaves a result" broken_grader
  check "no secret source is in the image" no_sources
  rmdir /autograder 2>/dev/null
fi
