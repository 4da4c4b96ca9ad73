/// @file
/// Text from a student's program, made harmless for a terminal or a page.
#pragma once
#include <string>
#include <string_view>

namespace llmsys {

/// Without control characters (newlines and tabs stay) and without bytes that are not UTF-8, which become '?': no
/// colours, no cursor movements, no titles, no text that runs the other way.
std::string printable(std::string_view text);

/// `bytes` as UTF-8: what is none becomes %XX, its value, so that two names that differ still do. Controls stay.
std::string as_utf8(std::string_view bytes);

/// printable(), and `& < > "` as entities.
std::string html_escaped(std::string_view text);

}  // namespace llmsys
