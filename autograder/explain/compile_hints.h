/// @file
/// What usually lies behind a message of the compiler, for those who come from Python.
#pragma once
#include <string>

#include "autograder/explain/compiler_log.h"
#include "autograder/explain/source_text.h"

namespace llmsys {

/// A sentence on the usual cause and what to do; empty if nothing is known of such a message.
/// @param error   the message, with its notes    @param source  the student's file    @param number  the line it is about; 0: none
/// @param others  all messages of the compiler: a missing brace shows in the last one
std::string compile_hint(const Diagnostic& error, const SourceText& source, int number,
                         const std::vector<Diagnostic>& others);

}  // namespace llmsys
