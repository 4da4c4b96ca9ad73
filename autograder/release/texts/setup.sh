#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: installs what is needed and builds all that does not depend on
# a submission.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/llmsys"
./lab doctor --install build
./lab doctor --install sandbox
./lab list >/dev/null # builds the program, or stops here with the reason why the image does not fit

# A rehearsal builds the rest, and shows here, not to the first student, whether such a container can grade at all.
rehearsal=$(mktemp -d)
mkdir "$rehearsal/submission"
./lab gradescope @LAB@ "$rehearsal" ||
  echo "setup.sh: the rehearsal failed for the reason above; if the containers that grade are no better, nothing will be graded" >&2
rm -rf "$rehearsal"
