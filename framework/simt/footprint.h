/// @file
/// Which bytes of device memory something touched.
#pragma once
#include <cstdint>
#include <vector>

namespace llmsys::simt {

/// Bytes from `begin` up to `end`, which is not one of them.
struct ByteRun {
  uintptr_t begin = 0;  ///< first
  uintptr_t end = 0;    ///< behind the last
};

/// What a launch or a copy did to memory. In each of the three, runs are in order and apart.
struct Footprint {
  std::vector<ByteRun> read;     ///< by loads
  std::vector<ByteRun> written;  ///< by stores
  std::vector<ByteRun> atomic;   ///< by atomics, which do not race with one another
};

}  // namespace llmsys::simt
