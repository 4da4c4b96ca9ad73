/// @file
/// A pipeline of three streams on paper: when each chunk is copied in, computed and copied out, if each takes one unit of
/// time.
#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

namespace llmsys::lab02 {

/// Begin of each chunk's copy in, computation and copy out; each takes 1.
struct ChunkTimes {
  int64_t in;    ///< copy in
  int64_t work;  ///< computation
  int64_t out;   ///< copy out
};

/// One after another, in one stream.
inline std::vector<ChunkTimes> serial_times(int64_t chunks) {
  std::vector<ChunkTimes> times;
  for (int64_t i = 0; i < chunks; ++i) times.push_back({3 * i, 3 * i + 1, 3 * i + 2});
  return times;
}

/// Three streams, two buffers, and the four waits of task 2.5.
inline std::vector<ChunkTimes> pipelined_times(int64_t chunks) {
  std::vector<ChunkTimes> times;
  for (int64_t i = 0; i < chunks; ++i) {
    const auto before = [&](int64_t back) { return times[static_cast<size_t>(i - back)]; };
    ChunkTimes mine{};
    if (i >= 1) mine = {before(1).in + 1, before(1).work + 1, before(1).out + 1};  // each stream in its order
    if (i >= 2) mine.in = std::max(mine.in, before(2).work + 1);                   // x is free again
    mine.work = std::max(mine.work, mine.in + 1);
    if (i >= 2) mine.work = std::max(mine.work, before(2).out + 1);  // y is free again
    mine.out = std::max(mine.out, mine.work + 1);
    times.push_back(mine);
  }
  return times;
}

}  // namespace llmsys::lab02
