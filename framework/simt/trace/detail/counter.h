/// @file
/// The listener that counts.
#pragma once
#include <array>
#include <map>
#include <tuple>
#include <vector>

#include "framework/simt/trace/counters.h"
#include "framework/simt/trace/detail/byte_set.h"
#include "framework/simt/trace/request_listener.h"

namespace llmsys::simt::detail {

/// Counts requests by kernel and instruction.
class Counter final : public RequestListener {
 public:
  /// Every kernel since the last reset, in the order of first launch, with the sums over its instructions.
  [[nodiscard]] std::vector<KernelCounters> kernels() const;
  /// Forgets all.
  void reset();

  void launch_begins(const LaunchInfo& launch) override;
  void launch_ends() override;
  void request(const WarpRequest& request) override;
  void local_accesses(int64_t lanes) override;
  void block_synced(int exited) override;
  void warp_synced(int warp, uint32_t mask, uint32_t present) override;
  void warp_instruction(const char* what, int warp, uint32_t mask, const void* pc) override;

 private:
  // One instruction may touch two memories, through a generic pointer, or pieces of several sizes.
  using Key = std::tuple<const void*, Space, AccessKind, int>;
  struct Kernel {
    KernelCounters counters;
    std::map<Key, size_t> line_of;
  };

  LineCounters& line(const WarpRequest& request);
  size_t find_line(const WarpRequest& request);

  std::vector<Kernel> kernels_;
  size_t now_ = 0;                    // the kernel that runs
  std::array<size_t, 512> recent_{};  // by instruction, hashed: its line, or some other's
  ByteSet loaded_, stored_;           // by the launch that runs
};

}  // namespace llmsys::simt::detail
