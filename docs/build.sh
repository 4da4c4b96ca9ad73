#!/usr/bin/env bash
# Builds the documentation site: headers, handouts and guides through Doxygen, formulas through KaTeX, all offline.
# `./lab docs` runs this with LLMSYS_ROOT and LLMSYS_BUILD set; by hand it finds both itself.
set -euo pipefail

usage() {
  cat <<'USAGE'
usage: ./lab docs [--check] [--open]

Builds the documentation: the handouts, the guides and the reference of every public header.
An undocumented public symbol, an unknown reference or a malformed comment fails.

  --check   also fail on links that lead nowhere and on anything a page would load from the network
  --open    show the result in a browser
  --help    this text
USAGE
}

check=no open=no
for argument in "$@"; do
  case "$argument" in
    --check) check=yes ;;
    --open) open=yes ;;
    -h | --help) usage && exit 0 ;;
    *) echo "docs: unknown option '$argument'; ./lab docs --help lists them" >&2 && exit 2 ;;
  esac
done

root="${LLMSYS_ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}"
work="${LLMSYS_BUILD:-$root/build/cpu}/docs"
site="$work/html"
awesome=/usr/share/doxygen-awesome-css
katex=/usr/share/javascript/katex
filter="$work/llmsys_markdown_filter"

# What Debian packages must bring; says what to install if one is missing.
require_tools() {
  local missing=()
  command -v doxygen > /dev/null || missing+=(doxygen)
  command -v dot > /dev/null || missing+=(graphviz)
  [ -e "$awesome/doxygen-awesome.css" ] || missing+=(doxygen-awesome-css)
  [ -e "$katex/katex.min.js" ] || missing+=(libjs-katex)
  [ -e "$katex/fonts/KaTeX_Main-Regular.woff2" ] || missing+=(fonts-katex)
  [ ${#missing[@]} -eq 0 ] && return
  echo "docs: missing ${missing[*]}. Install: sudo apt-get install ${missing[*]}" >&2
  exit 1
}

# The build makes the filter too; on a fresh clone two files and the compiler are enough.
build_filter() {
  local source="$root/docs/markdown_filter.cpp" main="$root/docs/markdown_filter_main.cpp"
  [ "$filter" -nt "$source" ] && [ "$filter" -nt "$main" ] && [ "$filter" -nt "${source%.cpp}.h" ] && return
  "${CXX:-c++}" -std=c++20 -O1 -I "$root" -o "$filter" "$source" "$main"
}

# Doxygen's own header and footer, with KaTeX in the place of MathJax, our scripts, and no logo.
write_templates() {
  (cd "$work/templates" && doxygen -w html header.html footer.html style.css > /dev/null)
  sed -i -e "/\$mathjax/{r $root/docs/site_head.html" -e 'd}' "$work/templates/header.html"
  sed -i '/class="footer"/d' "$work/templates/footer.html"
}

# Doxyfile plus what depends on where the tree and the build lie; quoted, since paths may hold spaces.
configuration() {
  cat "$root/docs/Doxyfile"
  echo "OUTPUT_DIRECTORY = \"$work\""
  echo "HTML_HEADER = \"$work/templates/header.html\""
  echo "HTML_FOOTER = \"$work/templates/footer.html\""
  echo "STRIP_FROM_INC_PATH = \"$root\""
  echo "HTML_EXTRA_FILES = $(printf '%s ' "$awesome"/*.js)"
  echo "FILTER_PATTERNS = *.md=$(basename "$filter")"  # found through PATH: a path with spaces would be cut
}

# Of a header without a file comment Doxygen sees no macros and no free functions, so it would not miss their words.
headers_without_file_comment() {
  (cd "$root" && find framework labs autograder \( -name detail -o -name kernels -o -name fixtures \) -prune -o \
    \( -name '*.h' -o -name '*.cuh' \) -exec grep -L '@file' {} + | sed 's/$/: no comment with @file at its top/')
}

copy_katex() {
  mkdir -p "$site/katex/contrib" "$site/katex/fonts"
  cp "$katex/katex.min.css" "$katex/katex.min.js" "$site/katex/"
  cp "$katex/contrib/auto-render.js" "$site/katex/contrib/"
  cp "$katex"/fonts/*.woff2 "$site/katex/fonts/"
}

fail_with() {  # fail_with FILE WHAT: the findings, how many, and a non-zero exit
  local found
  awk -v root="$root/" '!seen[$0]++ { print index($0, root) == 1 ? substr($0, length(root) + 1) : $0 }' "$1" > "$1.once"
  found="$(wc -l < "$1.once")"
  head -40 "$1.once" >&2
  [ "$found" -le 40 ] || echo "... and $((found - 40)) more in $1.once" >&2
  echo "docs: $found $2" >&2
  exit 1
}

require_tools
mkdir -p "$work/templates"
rm -rf "$site" "$work/warnings.txt" "$work/links.txt"
build_filter
write_templates
echo "docs: reading headers, handouts and guides ..."
(cd "$root" && configuration | PATH="$work:$PATH" doxygen - 2> "$work/warnings.txt") || true
headers_without_file_comment >> "$work/warnings.txt"
[ -s "$work/warnings.txt" ] && fail_with "$work/warnings.txt" "findings: document each public symbol, mend each reference"
[ -e "$site/index.html" ] || { echo "docs: Doxygen wrote no pages into $site" >&2 && exit 1; }
copy_katex
if [ "$check" = yes ]; then
  (cd "$site" && awk -f "$root/docs/check_site.awk" -- *.html | sort) > "$work/links.txt"
  [ -s "$work/links.txt" ] && fail_with "$work/links.txt" "links or resources are wrong"
fi
echo "docs: $(find "$site" -name '*.html' | wc -l) pages in ${SECONDS} s: $site/index.html"
[ "$open" = yes ] && xdg-open "$site/index.html"
exit 0
