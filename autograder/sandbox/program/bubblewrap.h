/// @file
/// The namespaces: what bubblewrap is asked to make.
#pragma once
#include "autograder/sandbox/program/become.h"

namespace llmsys::box {

/// Becomes bubblewrap, which starts this program anew inside, which becomes the program.
/// @param self  descriptor of this program    @param start  as for become_program(); its descriptors are inherited
[[noreturn]] void become_bubblewrap(const Options& options, const Start& start, int self);

/// First word of this program where it is started anew inside; the second is a descriptor, for words_from().
inline constexpr char kInside[] = "--inside";

/// The words that become_bubblewrap() left in a file; the last is null. They stay until the process ends.
std::vector<char*> words_from(int fd);

/// Where bubblewrap is; null: nowhere.
const char* bubblewrap_path();

}  // namespace llmsys::box
