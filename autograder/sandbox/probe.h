/// @file
/// What this machine's sandbox can do: found out by using it.
#pragma once
#include <string>
#include <vector>

#include "autograder/sandbox/level.h"

namespace llmsys {

/// A level that does not work here.
struct MissingLevel {
  SandboxLevel level;  ///< which
  std::string reason;  ///< what happened when it was tried
  std::string cure;    ///< what would help; empty if nothing is known
};

/// What was found.
struct SandboxProbe {
  SandboxLevel best = SandboxLevel::l0;  ///< the highest that works
  std::vector<MissingLevel> missing;     ///< those above it, highest first
};

/// Starts a program at each level, highest first, until one works: some 10 ms each.  @throws IoError if llmsys_box is not built
SandboxProbe probe_sandbox();

/// The level to use: `wanted` ("auto" or "L2"), but at least `required` ("L2"; empty: any).
/// @throws ValueError if it does not work here or is less than required: why, and what would help
SandboxLevel choose_sandbox(const std::string& wanted, const std::string& required);

}  // namespace llmsys
