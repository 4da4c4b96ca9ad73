/// @file
/// The last steps of a child on its way to the program.
#pragma once
#include "autograder/sandbox/program/options.h"

namespace llmsys::box {

/// What a child is given by its supervisor.
struct Start {
  int setup = -1;            ///< pipe for words to the supervisor: a mark when the program begins, or why it does not
  int program = -1;          ///< descriptor of the program; -1: the command's path
  bool shared_user = false;  ///< its user has processes outside of the box too
};

/// Confines this process and becomes the program. Levels 0 and 1 end here; level 2 comes here from inside of bubblewrap.
[[noreturn]] void become_program(const Options& options, const Start& start);

/// Written to the setup pipe just before the program begins.
inline constexpr char kBegun = 'k';

}  // namespace llmsys::box
