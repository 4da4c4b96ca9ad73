/// @file
/// What a compiler says, shortened to what a student can use.
#pragma once
#include <string>

namespace llmsys {

/// The first cause on top: file, line and column in the student's file, the message, the line itself with a caret, and what
/// usually lies behind such a message. Then the others, a line each, or only their number where they follow from the first.
/// Templates of the library are folded: the student's line that led there is shown.
/// @param log   what g++ printed    @param file  the student's file as `log` names it    @param source  its text
std::string explain_compile_errors(const std::string& log, const std::string& file, const std::string& source);

/// The same for a file that compiles: up to three warnings.  @return empty if there is none
std::string explain_compile_warnings(const std::string& log, const std::string& file, const std::string& source);

}  // namespace llmsys
