/// @file
/// The launch that runs, and words for its threads, blocks and addresses.
#pragma once
#include <cstdint>
#include <string>

#include "framework/simt/arena.h"
#include "framework/simt/observer.h"
#include "framework/simt/trace/finding.h"
#include "framework/simt/trace/request.h"

namespace llmsys::simt {

/// What findings need to know of the launch to speak of it.
struct Scene {
  LaunchInfo launch;
  BlockMemory memory;  ///< of the block that runs

  /// "thread 35"; in blocks of two or three dimensions "thread (3,1)", "thread (3,1,0)".
  [[nodiscard]] std::string thread(int thread) const;
  /// "block 2, thread 35"; without the block where the grid has only one.
  [[nodiscard]] std::string who(int block, int thread) const;
  /// "block 2", "block (2,0)".
  [[nodiscard]] std::string block(int block) const;
  /// "byte 132 (element 33) of allocation 2 (512 bytes)", "byte 132 (element 33) of shared array tile", ...
  [[nodiscard]] std::string place(Space space, uintptr_t address, int bytes) const;
};

/// "byte 132 (element 33) of allocation 2 (512 bytes)".
std::string global_place(uintptr_t address, int bytes);
/// Says of a finding about an allocation where that was made, if it is known.
void tell_origin(const Allocation& allocation, Finding& finding);
/// "load of 4 bytes", "store of 16 bytes", "atomic on 4 bytes".
std::string access_text(AccessKind kind, int bytes);
/// "1 byte", "4 bytes".
std::string bytes_text(uint64_t bytes);
/// "byte 132 (element 33)"; without the element where the access is of single bytes or between elements.
std::string offset_text(uint64_t offset, int bytes);

}  // namespace llmsys::simt
