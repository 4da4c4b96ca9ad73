#include "autograder/sandbox/level.h"

namespace llmsys {
namespace {

constexpr std::string_view kNames[] = {"L0", "L1", "L2", "L3"};

}  // namespace

std::string_view to_text(SandboxLevel level) { return kNames[static_cast<size_t>(level)]; }

std::optional<SandboxLevel> sandbox_level_from(std::string_view text) {
  for (size_t i = 0; i < std::size(kNames); ++i)
    if (text == kNames[i]) return static_cast<SandboxLevel>(i);
  return std::nullopt;
}

}  // namespace llmsys
