#include "docs/markdown_filter.h"

#include "framework/testing/test.h"

using llmsys::docs::filter_markdown;
using llmsys::docs::heading_slug;
using llmsys::docs::page_id;

namespace {

std::string filtered(const std::string& text) { return filter_markdown(text, "docs/page.md"); }

}  // namespace

TEST_CASE("the filter turns GitHub math into Doxygen's formulas") {
  CHECK(filtered("mean $\\mu$, sum $a+b$.") == "mean \\f$\\mu\\f$, sum \\f$a+b\\f$.");
  CHECK(filtered("$$x^2$$") == "\\f[x^2\\f]");
  CHECK(filtered("$$\nx_1 + $ `y`\n$$\n$z$") == "\\f[\nx_1 + $ `y`\n\\f]\n\\f$z\\f$");
}

TEST_CASE("the filter leaves money, escaped and lone dollars alone") {
  CHECK(filtered("costs $5 and $6") == "costs $5 and $6");
  CHECK(filtered("a $ b $ c") == "a $ b $ c");
  CHECK(filtered("\\$x\\$ and $") == "$x$ and $");
  CHECK(filtered("$x$1") == "$x$1");
}

TEST_CASE("an address in a code span stays one") {
  CHECK(filtered("`p = &a;` & `a && b;` `&a` &lt;") == "`p = &amp;a;` & `a && b;` `&a` &lt;");
}

TEST_CASE("the filter changes nothing else in code spans") {
  CHECK(filtered("`$x$` and $y$") == "`$x$` and \\f$y\\f$");
  CHECK(filtered("``a ` $x$`` $y$") == "``a ` $x$`` \\f$y\\f$");
  CHECK(filtered("an open ` and $y$") == "an open ` and \\f$y\\f$");
  CHECK(filtered("`[a](b.cpp)`") == "`[a](b.cpp)`");
}

TEST_CASE("the filter changes nothing in fences and keeps only their language") {
  CHECK(filtered("```cpp title=x\n$x$\n# no heading\n```\n$y$") == "```cpp\n$x$\n# no heading\n```\n\\f$y\\f$");
  CHECK(filtered("````\n```\n$x$\n````\n$y$") == "````\n```\n$x$\n````\n\\f$y\\f$");
  CHECK(filtered("  ~~~python\n$x$\n  ~~~") == "  ~~~py\n$x$\n  ~~~");
}

TEST_CASE("the filter draws boxes for task lists") {
  CHECK(filtered("- [ ] read\n  - [x] done\n* [ ] star") == "- ☐ read\n  - ☒ done\n- ☐ star");
  CHECK(filtered("see [ ] there") == "see [ ] there");
}

TEST_CASE("each heading gets GitHub's id, made unique by its page") {
  CHECK(filtered("# Title") == "# Title {#page}");
  CHECK(filtered("# Title\n## Task 0.2: strides (5 points)\n## A\n## A") ==
        "# Title {#page}\n## Task 0.2: strides (5 points) {#page-task-02-strides-5-points}\n"
        "## A {#page-a}\n## A {#page-a-1}");
  CHECK(filtered("# T\n<a id=\"lab00_own\"></a>\n## Own\n## Next") ==
        "# T {#page}\n\n## Own {#lab00_own}\n## Next {#page-next}");
  CHECK(filtered("#not a heading") == "#not a heading");
}

TEST_CASE("a long page gets a table of contents before its first words") {
  CHECK(filtered("# T\n\nWords.\nMore.\n## A\n## B") == "# T {#page}\n\nWords.\nMore.\n## A {#page-a}\n## B {#page-b}");
  CHECK(filtered("# T\n\nWords.\nMore.\n## A\n## B\n## C") ==
        "# T {#page}\n\n[TOC] Words.\nMore.\n## A {#page-a}\n## B {#page-b}\n## C {#page-c}");
  CHECK(filtered("# T\n## A\n## B\n### C\n| a |") ==
        "# T {#page}\n## A {#page-a}\n## B {#page-b}\n### C {#page-c}\n| a |");
}

TEST_CASE("page ids come from paths") {
  CHECK(page_id("/a b/labs/00_warm_up/README.md") == "lab00_warm_up");
  CHECK(page_id("docs/conventions.md") == "conventions");
  CHECK(page_id("labs/README.md") == "labs");
  CHECK(page_id("README.md") == "README");
}

TEST_CASE("slugs keep letters, digits, dashes and underscores") {
  CHECK(heading_slug("Task 0.2: strides_of a view") == "task-02-strides_of-a-view");
  CHECK(heading_slug(" What `x` is ") == "what-x-is");
}

TEST_CASE("links between pages become links to their ids") {
  CHECK(filtered("[a](#Some-part)") == "[a](#page-some-part)");
  CHECK(filtered("[a](../labs/00_warm_up/README.md)") == "[a](#lab00_warm_up)");
  CHECK(filtered("[a](conventions.md#names) [b](x.md)") == "[a](#conventions-names) [b](#x)");
  CHECK(filtered("[a](#lab00_own) [b](../labs/00_a/README.md#lab00_own)") == "[a](#lab00_own) [b](#lab00_own)");
  CHECK(filter_markdown("[a](../../docs/x.md)", "/r/labs/01_a/README.md") == "[a](#x)");
}

TEST_CASE("other links: the web and pictures stay, headers are looked up, files that the site lacks become text") {
  CHECK(filtered("[a](https://x.org/b.html) ![p](p.svg)") == "[a](https://x.org/b.html) ![p](p.svg)");
  CHECK(filtered("[a](../framework/base/error.h)") == "[a](@ref framework/base/error.h)");
  CHECK(filter_markdown("[a](bigram.h)", "/a b/labs/00_x/README.md") == "[a](@ref labs/00_x/bigram.h)");
  CHECK(filtered("edit [`shape.cpp`](shape.cpp) now") == "edit `shape.cpp` now");
  CHECK(filtered("a [b] c, x[1](2") == "a [b] c, x[1](2");
}

TEST_CASE("the filter keeps every line, and the missing newline at the end") {
  CHECK(filtered("").empty());
  CHECK(filtered("a\n\nb") == "a\n\nb");
  CHECK(filtered("a\n") == "a\n");
}
