/// @file
/// How the emulator goes about streams: at once and in order, or as badly as CUDA allows.
#pragma once
#include <cstdint>
#include <vector>

#include "framework/simt/trace/finding.h"

namespace llmsys::simt {

/// When work that is put into a stream is done.
enum class StreamMode {
  /// At once, on the calling thread: a program without synchronisation still works.
  eager,
  /// Only when the host waits, in a random order that respects what CUDA guarantees and nothing else: the order within a
  /// stream, events, the default stream's rules. What a program forgot to wait for is not done yet, or done too early.
  checked,
  /// At once, as eager, but to CUDA's rules it is under way until the host has waited for it: stream_findings() tells of what
  /// touches the same bytes though nothing orders it. Where a Trace follows streams, kernels are included. For tools that
  /// run any program: cudaEventElapsedTime() succeeds, and says NaN.
  watched
};

/// Waits for all work, then changes the mode and forgets findings. The same seed gives the same order.
/// @code
///   for (uint64_t seed = 0; seed < 50; ++seed) {
///     simt::set_stream_mode(simt::StreamMode::checked, seed);
///     REQUIRE(overlapped_copies() == expected);
///     REQUIRE(simt::stream_findings().empty());
///   }
/// @endcode
void set_stream_mode(StreamMode mode, uint64_t seed = 0);
/// The one in force.
StreamMode stream_mode();
/// What checked and watched mode found, in order: operations on the same bytes that nothing orders (race_global; copies and
/// fills, in watched mode kernels, too), pinned memory that the host changed before it was copied (host_access). These do not
/// depend on the seed.
std::vector<Finding> stream_findings();

}  // namespace llmsys::simt
