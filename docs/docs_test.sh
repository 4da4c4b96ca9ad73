#!/usr/bin/env bash
# Holds `./lab docs`: the site of this tree is whole, a sample handout comes out right, and planted mistakes are found.
# The sample and the mistakes stand in a small tree of their own, whose path has a space in it.
set -uo pipefail

root="${LLMSYS_ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
small="$scratch/a small tree"
passed=0 failed=0 skipped=0

check() {  # check CLAIM COMMAND...: the claim holds if the command succeeds
  local claim="$1"
  shift
  if "$@"; then passed=$((passed + 1)); else
    failed=$((failed + 1))
    echo "FAILED: $claim"
  fi
}

build() {  # build TREE [OPTION...]: its site lands in $site
  local tree="$1"
  shift
  site="$scratch/build of ${tree##*/}/docs/html"
  LLMSYS_ROOT="$tree" LLMSYS_BUILD="${site%/docs/html}" "$tree/docs/build.sh" "$@" > "$scratch/output" 2>&1 ||
    { cat "$scratch/output" && false; }
}
fails() { ! build "$@" > /dev/null; }
output_has() { grep -q -e "$1" "$scratch/output" || { cat "$scratch/output" && false; }; }
page_has() { grep -q -e "$2" "$site/$1"; }
page_lacks() { ! page_has "$@"; }

# The page of a source, without its underscores: Doxygen may double them in file names.
page_of() {
  case "$1" in
    */docs/mainpage.md) echo index ;;
    */README.md) basename "$(dirname "$1")" | sed 's/^[0-9]/lab&/' ;;
    *) basename "$1" .md ;;
  esac | tr -d _
}

test_this_tree() {
  check "the site of this tree builds and is whole" build "$root" --check
  check "it says where the pages are" output_has "pages in .* s: $site/index.html"
  check "the reference has the page of error.h" [ -e "$site/error_8h.html" ]
  local source pages
  pages="$(cd "$site" && printf '%s\n' ./*.html | tr -d _)"
  for source in "$root"/docs/*.md "$root"/labs/[0-9]*/README.md "$root"/datasets/README.md; do
    [ ! -e "$source" ] || check "$source has a page" grep -q -x "./$(page_of "$source").html" <<< "$pages"
  done
}

make_small_tree() {
  mkdir -p "$small"/{framework/base/detail,autograder,datasets,labs/98_sample}
  cp -r "$root/docs" "$small"
  rm "$small/docs/"*.md "$small/docs/reference.dox"
  echo '# Small' | tee "$small"/{docs/mainpage.md,docs/guide.md,datasets/README.md,CONTRIBUTING.md,CHANGELOG.md} > /dev/null
  cat > "$small/framework/base/good.h" <<'GOOD'
/// @file
/// A header as it should be.
#pragma once
/// Everything.
namespace llmsys {
/// A struct.
struct Good {
  int member;  ///< documented
};
}  // namespace llmsys
GOOD
  echo 'namespace llmsys::detail { int private_to_the_folder(); }' > "$small/framework/base/detail/private.h"
  echo '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>' > "$small/labs/98_sample/picture.svg"
  cat > "$small/labs/98_sample/README.md" <<'SAMPLE'
# Sample
The mean is $\mu_c$ but `$HOME` is not math; see [the end](#the-end), [a guide](../../docs/guide.md), the header
[`good.h`](../../framework/base/good.h) and the source [`sample.cpp`](sample.cpp).
$$
\sigma^2 = \frac{1}{n} \sum_i (x_i - \mu)^2
$$
- [ ] read
## The end
![picture](picture.svg) and [the web](https://example.org/).
SAMPLE
}

test_sample() {
  check "a handout with a picture, formulas and links builds; detail/ needs no documentation" build "$small" --check
  local page
  page="$(basename "$site"/lab98*.html)"
  check "inline formulas reach KaTeX" page_has "$page" '\\(\\mu_c\\)'
  check "displayed formulas reach KaTeX" page_has "$page" '\\\[ *\\sigma^2\|\\\[$'
  check "dollars in code stay" page_has "$page" '[$]HOME<'
  check "task lists have boxes" page_has "$page" '☐'
  check "links to headers lead to their pages" page_has "$page" 'href="good_8h.html"'
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
}

test_mistakes() {
  local bad="$small/framework/base/bad.h" handout="$small/labs/98_sample/README.md"
  cp "$handout" "$scratch/handout"
  echo > "$small/framework/base/nameless.h"
  cat > "$bad" <<'BAD'
/// @file
/// Nothing below has words of its own.
#define LLMSYS_PLANTED(x) x
namespace llmsys {
int planted_function(int a);
class PlantedClass { void f(); };
/// A struct.
struct Documented { int planted_member; };
}
BAD
  check "undocumented symbols fail" fails "$small"
  check "an undocumented function is named, with its line" output_has '^framework/base/bad.h:5: .*planted_function'
  check "an undocumented class is named" output_has '^framework/base/bad.h:6: .*PlantedClass'
  check "an undocumented member is named" output_has '^framework/base/bad.h:8: .*planted_member'
  check "an undocumented macro is named" output_has '^framework/base/bad.h:3: .*LLMSYS_PLANTED'
  check "a header without a file comment is named" output_has '^framework/base/nameless.h: no comment with @file'
  rm "$bad" "$small/framework/base/nameless.h"
  echo '[x](../99_none/README.md) [y](#nowhere)' >> "$handout"
  check "links to missing pages fail" fails "$small"
  check "a link to a page that is not there is named" output_has '^labs/98_sample/README.md:[0-9]*: .*lab99_none'
  check "a link to a part that is not there is named" output_has '^labs/98_sample/README.md:[0-9]*: .*nowhere'
  cp "$scratch/handout" "$handout"
  echo '<img src="https://example.org/p.png"/> <a href="missing.html">x</a>' >> "$handout"
  check "without --check HTML in a page is not looked at" build "$small"
  check "dead links and network resources fail --check" fails "$small" --check
  check "a picture from the network is named" output_has 'loads https://example.org/p.png'
  check "a dead link in HTML is named" output_has 'missing.html leads nowhere'
  cp "$scratch/handout" "$handout"
}

test_options() {
  check "an unknown option fails" fails "$small" --chek
  check "an unknown option is answered with advice" output_has "unknown option '--chek'; ./lab docs --help"
  check "--help succeeds" build "$small" --help
  check "--help explains the options" output_has '--check'
}

test_this_tree
make_small_tree
test_sample
test_mistakes
test_options
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
