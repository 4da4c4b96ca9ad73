/// @file
/// Turns the Markdown that reads well on GitHub into the Markdown that Doxygen 1.9.4 understands.
///
/// Uses the standard library only: `docs/build.sh` can compile it by hand on a machine that has just cloned the tree.
#pragma once
#include <string>
#include <string_view>

namespace llmsys::docs {

/// The id of a page, from the place of its file: "labs/00_warm_up/README.md" is "lab00_warm_up", any other
/// "docs/conventions.md" is "conventions", "labs/README.md" is "labs".
std::string page_id(std::string_view path);

/// What follows `#` in GitHub's link to a heading: "Task 0.2: strides" is "task-02-strides".
std::string heading_slug(std::string_view heading);

/// The filtered text of the page at `path` (as Doxygen names the file). Outside code spans and fences:
/// - `$x$` becomes `\f$x\f$`, and `$$..$$`, also over several lines, `\f[..\f]`; `\$` stays a dollar.
/// - `- [ ]` and `- [x]` become U+2610 and U+2612.
/// - each heading gets the id `page_id` (the first) or `page_id-slug`, unless it brings one as `{#labNN_topic}`; links to
///   `#slug`, `page.md` and `page.md#slug` point at these ids, links to headers at their pages.
/// - a link to another file of the tree that is neither a page, a header nor a picture becomes its text: the site does
///   not hold that file.
/// - a page with three headings or more under its title gets a table of contents.
///
/// Of a fence's first line only the language is kept. Line numbers stay the same, so that Doxygen's warnings are right.
std::string filter_markdown(std::string_view text, std::string_view path);

}  // namespace llmsys::docs
