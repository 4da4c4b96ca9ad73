/// @file
/// How well the grader is protected from the code it grades.
#pragma once
#include <optional>
#include <string_view>

namespace llmsys {

/// Each level holds all that the one below it holds.
enum class SandboxLevel {
  l0,  ///< limits of time and memory only: for code you trust, such as your own. Its grade is unofficial
  l1,  ///< a user id of its own (where the grader is root), Landlock, a system call filter: works in a plain container
  l2,  ///< bubblewrap: namespaces of its own, so that files, processes and network of the host are not even there
  l3   ///< bubblewrap in a control group: memory and processes are limited together, not one by one
};

/// "L0" to "L3".
std::string_view to_text(SandboxLevel level);
/// The inverse; nothing for any other text.
std::optional<SandboxLevel> sandbox_level_from(std::string_view text);

}  // namespace llmsys
