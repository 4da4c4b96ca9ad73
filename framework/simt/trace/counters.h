/// @file
/// What the tracer counts, per kernel and per source line.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "framework/simt/observer.h"
#include "framework/simt/trace/finding.h"
#include "framework/simt/trace/request.h"

namespace llmsys::simt {

/// Traffic of one kind: global loads, shared stores, ... All numbers are exact and the same in every run. Sectors are what goes
/// between a multiprocessor and the L2 cache; nothing here is traffic of device memory.
struct AccessCounters {
  int64_t requests = 0;          ///< warp instructions
  int64_t lanes = 0;             ///< accesses by lanes, summed over requests
  int64_t sectors = 0;           ///< 32-byte pieces touched, summed over requests (global)
  int64_t ideal_sectors = 0;     ///< fewest that could hold the distinct bytes of each request
  int64_t wavefronts = 0;        ///< passes through the banks (shared)
  int64_t ideal_wavefronts = 0;  ///< had there been no conflict
  int64_t useful_bytes = 0;      ///< distinct bytes asked for, summed over requests
  int64_t moved_bytes = 0;       ///< 32 * sectors (global), or 4 * 32 * wavefronts (shared)
  /// @return sectors / requests; 0 without requests
  [[nodiscard]] double sectors_per_request() const { return requests == 0 ? 0 : double(sectors) / double(requests); }
  /// @return wavefronts / requests; 0 without requests
  [[nodiscard]] double wavefronts_per_request() const {
    return requests == 0 ? 0 : double(wavefronts) / double(requests);
  }
  /// Adds number by number.
  AccessCounters& operator+=(const AccessCounters& other);
};

/// How far each lane's address is from the one's before it, where that is the same for most lanes and in all requests that
/// were looked at (the first 64, then one in 64; not those whose lanes are side by side).
struct Stride {
  int64_t bytes = 0;    ///< may be negative
  bool seen = false;    ///< any request was looked at
  bool varies = false;  ///< the distances differ
  /// Has looked at another one.
  void join(const Stride& other);
};

/// Everything counted at one instruction.
struct LineCounters {
  const void* pc = nullptr;  ///< the instruction
  SourceLine source{};       ///< filled in by Symbolizer
  Space space{};             ///< which memory
  AccessKind kind{};         ///< load, store or atomic
  int bytes = 0;             ///< by each lane
  AccessCounters access{};   ///< how it went
  int64_t contended = 0;     ///< atomics: lanes beyond the first at one address, summed over requests
  Stride stride{};           ///< between neighbouring lanes
};

/// Everything counted for one kernel, summed over its launches since the last reset.
struct KernelCounters {
  std::string kernel;            ///< its name
  LaunchInfo last;               ///< how it was launched last
  int64_t launches = 0;          ///< how often
  int64_t blocks = 0;            ///< in all
  int64_t threads = 0;           ///< in all
  AccessCounters global_load;    ///< from the arena
  AccessCounters global_store;   ///< likewise
  AccessCounters global_atomic;  ///< likewise
  AccessCounters shared_load;    ///< from static and dynamic shared memory
  AccessCounters shared_store;   ///< likewise
  AccessCounters shared_atomic;  ///< likewise
  AccessCounters constant;       ///< only requests and lanes
  int64_t local_lanes = 0;       ///< accesses to threads' own arrays, where the compiler did not keep them in registers
  int64_t contended_atomics = 0;                     ///< see LineCounters
  int64_t barriers = 0;                              ///< of blocks: one __syncthreads() of one block is one
  int64_t warp_syncs = 0;                            ///< meetings of lanes: __syncwarp(), shuffles, votes, tiles
  std::map<std::string, int64_t> warp_instructions;  ///< "shfl", "vote", "mma", ... by warp
  int64_t active_lanes = 0;                          ///< summed over requests of all spaces
  int64_t possible_lanes = 0;                        ///< 32 for each such request
  int64_t unique_global_load_bytes =
      0;  ///< distinct bytes of the arena the launches loaded: the least possible traffic
  int64_t unique_global_store_bytes = 0;  ///< likewise stored
  std::vector<LineCounters> lines;        ///< by instruction, in the order of first execution
  /// @return mean number of lanes that are active in a memory instruction, 0 to 32; 0 without any
  [[nodiscard]] double lanes_per_request() const {
    return possible_lanes == 0 ? 0 : 32 * double(active_lanes) / double(possible_lanes);
  }
};

}  // namespace llmsys::simt
