/// @file
/// Where `__shared__` variables lie.
#pragma once
#include <cstddef>

namespace llmsys::simt::detail {

/// The program's thread-local variables, as the running operating system thread has them: among them are all static shared
/// variables.
struct StaticShared {
  const std::byte* begin = nullptr;
  size_t bytes = 0;
};
StaticShared static_shared();

}  // namespace llmsys::simt::detail
