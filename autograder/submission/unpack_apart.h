/// @file
/// unpack() in a box of its own, with little memory and time: a decoder that a hostile archive breaks harms only itself.
#pragma once
#include <string>
#include <vector>

#include "autograder/sandbox/level.h"
#include "autograder/submission/unpack.h"

namespace llmsys {

/// What the process may use.
struct UnpackBox {
  std::string program = "";                  ///< llmsys_unpack
  int64_t memory_bytes = int64_t{48} << 20;  ///< data it may allocate; with the program itself that is below 64 MiB
  int seconds = 1;  ///< of processor time; of the clock sixty times as much: the machine may be busy
  SandboxLevel sandbox = SandboxLevel::l0;  ///< how well it is kept from the rest of the machine
};

/// Unpacks the archive `path`, keeping files whose name (without folders) is one of `names`; of a class's archive, all files.
/// A process that dies, is too slow or answers nonsense is a refusal, never an exception.
/// @param names  empty: the archive is a whole class's, with kClassLimits
/// @throws IoError if the box cannot be set up: nobody's fault but the grader's
Found unpack_apart(const std::string& path, const std::vector<std::string>& names, const UnpackBox& box);

/// What llmsys_unpack prints: a line for each thing found, after a file's line its bytes, at last "end".
std::string to_wire(const Found& found);
/// The inverse. It trusts nothing: sizes, names and their rules are checked again; nonsense is a refusal.
Found from_wire(std::string_view bytes);

}  // namespace llmsys
