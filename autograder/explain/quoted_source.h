/// @file
/// The lines of a student's file that a message is about.
#pragma once
#include <functional>
#include <string>

namespace llmsys {

/// The text of a file of the student's, "labs/NN_name/FILE"; empty if it is not the student's.
using ReadSource = std::function<std::string(const std::string& file)>;

/// Finds the first "labs/NN_name/FILE:LINE" in a message and quotes the line and its neighbours, the line marked:
/// "labs/00_warm_up/bigram.cpp:12\n    11 | ...\n >  12 | ...". Empty if there is none, or the file is not one of the student's.
std::string quoted_source(const std::string& message, const ReadSource& read);

}  // namespace llmsys
