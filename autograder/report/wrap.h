/// @file
/// Text in lines of a terminal's width.
#pragma once
#include <string>

namespace llmsys {

/// As many columns as a text takes: one for each character of UTF-8.
int columns_of(const std::string& text);

/// Whether a line is code with its number, what points into it, or of a picture: "   12 | x", "      | ^". Such lines stay whole.
bool is_code_line(const std::string& line);

/// Breaks lines that are longer than `columns` at spaces; what follows a break is indented by `indent` spaces, as is each line
/// behind the first. Lines of code ("   12 | x") and words longer than a line stay as they are.
/// @param columns  0: only the indentation    @param used  columns that the first line has taken already
std::string wrapped(const std::string& content, int columns, int indent, int used = 0);

}  // namespace llmsys
