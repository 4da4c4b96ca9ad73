/// @file
/// What the text of a task file may include and say. It is looked at before a compiler reads the file, so that nothing else on
/// the machine gets into the program or into the compiler's messages.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace llmsys {

/// What speaks against a source: a sentence for each problem, with its line, in words for a student; empty if nothing does.
/// Headers of the standard library, of the labs and of the framework's public part may be included; inline assembly, other
/// files and questions about them are refused.
/// @param shown  the file's name as the student knows it: "labs/00_warm_up/view.cpp"
std::vector<std::string> check_source(std::string_view source, const std::string& shown);

}  // namespace llmsys
