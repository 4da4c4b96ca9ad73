/// @file
/// What usually lies behind a message of the compiler, for those who come from Python.
#pragma once
#include <string>

#include "autograder/explain/compiler_log.h"

namespace llmsys {

/// A sentence on the usual cause and what to do; empty if nothing is known of such a message.
/// @param error   the message, with its notes    @param line  the student's line it is about
/// @param others  all messages of the compiler: a missing brace shows in the last one
std::string compile_hint(const Diagnostic& error, const std::string& line, const std::vector<Diagnostic>& others);

}  // namespace llmsys
