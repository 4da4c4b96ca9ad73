/// @file
/// Text from a student's program, made harmless for a terminal or a page.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace llmsys {

/// Without control characters (newlines and tabs stay) and without bytes that are not UTF-8, which become '?': no
/// colours, no cursor movements, no titles, no text that runs the other way.
std::string printable(std::string_view text);

/// At most that many bytes of `text`, cut between characters, with a line that says so.
std::string clipped(std::string_view text, size_t most_bytes);

/// `text` on each of whose lines no runner of GitHub Actions finds a command: no line begins with ::, none holds ##[.
std::string without_workflow_commands(const std::string& text);

/// `bytes` as UTF-8: what is none becomes %XX, its value, so that two names that differ still do. Controls stay.
std::string as_utf8(std::string_view bytes);

/// printable(), and `& < > "` as entities.
std::string html_escaped(std::string_view text);

}  // namespace llmsys
