#!/usr/bin/env bash
# Holds `./lab docs`: the site of this tree is whole, a sample handout comes out right, and planted mistakes are found.
# Mistakes are planted in a copy of the tree whose path has a space in it.
set -uo pipefail

root="${LLMSYS_ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
copy="$scratch/a copy"
site="$scratch/a build/docs/html"
passed=0 failed=0 skipped=0

check() {  # check CLAIM COMMAND...: the claim holds if the command succeeds
  local claim="$1"
  shift
  if "$@"; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "FAILED: $claim"
  fi
}

build_copy() { LLMSYS_ROOT="$copy" LLMSYS_BUILD="$scratch/a build" "$copy/docs/build.sh" "$@" > "$scratch/output" 2>&1; }
output_has() { grep -q -e "$1" "$scratch/output" || { cat "$scratch/output" && false; }; }
page_has() { grep -q -e "$2" "$site/$1"; }
page_lacks() { ! page_has "$@"; }
nothing_in() { [ -z "$(cat "$1")" ] || { cat "$1" && false; }; }

finds() {  # finds WHAT FILE TEXT PATTERN: with TEXT added to FILE, `docs --check` fails and its output has PATTERN
  local file="$copy/$2"
  cp "$file" "$scratch/before"
  printf '%s\n' "$3" >> "$file"
  if build_copy --check; then check "$1 fails" false; else check "$1 is named" output_has "$4"; fi
  cp "$scratch/before" "$file"
}

mkdir "$copy"
cp -r "$root"/{framework,labs,autograder,docs,datasets,CONTRIBUTING.md,CHANGELOG.md} "$copy"
check "the site of this tree builds and is whole" build_copy --check
check "it says where the pages are" output_has "pages in .* s: $site/index.html"
for source in "$root"/docs/*.md "$root"/labs/[0-9]*/README.md; do
  [ -e "$source" ] || continue
  folder="$(basename "$(dirname "$source")")"
  case "$source" in
    */mainpage.md) page=index ;;
    */README.md) page="lab$folder" ;;
    *) page="$(basename "$source" .md)" ;;
  esac
  # Doxygen doubles underscores in file names; tr -s undoes it on both sides.
  check "$source has the page $page.html" [ -n "$(cd "$site" && printf '%s\n' ./*.html | tr -s _ | grep -x "./$page.html")" ]
done
check "the reference has the page of error.h" [ -e "$site/error_8h.html" ]

mkdir "$copy/labs/98_sample"
cat > "$copy/labs/98_sample/README.md" <<'SAMPLE'
# Sample
The mean is $\mu_c$ but `$HOME` is not math; see [the end](#the-end), [conventions](../../docs/conventions.md) and
the source in [`sample.cpp`](sample.cpp).
$$
\sigma^2 = \frac{1}{n} \sum_i (x_i - \mu)^2
$$
- [ ] read
## The end
![picture](picture.svg)
SAMPLE
echo '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>' > "$copy/labs/98_sample/picture.svg"
check "a handout with a picture, formulas and links builds" build_copy --check
page="$(basename "$site"/lab98*.html)"
check "inline formulas reach KaTeX" page_has "$page" '\\(\\mu_c\\)'
check "displayed formulas reach KaTeX" page_has "$page" '\\\[ *\\sigma^2\|\\\[$'
check "dollars in code stay" page_has "$page" "[$]HOME<"
check "task lists have boxes" page_has "$page" '☐'
check "links to sources become text" page_lacks "$page" 'sample\.cpp"'
check "pages load KaTeX" page_has "$page" 'src="katex/katex.min.js"'
check "KaTeX and its fonts lie beside the pages" [ -e "$site/katex/fonts/KaTeX_Main-Regular.woff2" ]
if command -v chromium > /dev/null; then
  chromium --headless --no-sandbox --disable-gpu --user-data-dir="$scratch/browser" --virtual-time-budget=4000 \
    --dump-dom "file://$site/$page" > "$scratch/dom" 2> /dev/null
  check "a browser shows both formulas" [ "$(grep -o 'class="katex"' "$scratch/dom" | wc -l)" = 2 ]
  check "no formula is malformed" [ "$(grep -c 'katex-error' "$scratch/dom")" = 0 ]
else
  skipped=$((skipped + 1))
  echo "skipped: a browser shows the formulas (chromium is not installed)"
fi

finds "an undocumented function" framework/base/text.h 'namespace llmsys { int planted_function(int a); }' "^framework/base/text.h:[0-9]*: .*planted_function"
finds "an undocumented class" framework/base/text.h 'namespace llmsys { class PlantedClass { void f(); }; }' PlantedClass
finds "an undocumented member" framework/base/text.h \
  'namespace llmsys { /// A struct.
  struct Documented { int planted_member; }; }' planted_member
finds "an undocumented macro" framework/base/text.h '#define LLMSYS_PLANTED(x) x' LLMSYS_PLANTED
finds "a link to a page that is not there" labs/98_sample/README.md '[x](../99_none/README.md)' lab99_none
finds "a link to a part that is not there" labs/98_sample/README.md '[x](#nowhere)' nowhere
finds "a picture from the network" labs/98_sample/README.md '<img src="https://example.org/p.png">' example.org
cat > "$copy/framework/base/detail/planted.h" <<< 'namespace llmsys::detail { int private_to_the_folder(); }'
check "detail/ folders need no documentation" build_copy --check

build_copy --chek
check "an unknown option is refused with advice" output_has "unknown option '--chek'; ./lab docs --help"
build_copy --help
check "--help explains the options" output_has '--check'

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
