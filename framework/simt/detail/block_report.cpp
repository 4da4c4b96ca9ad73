// What is said of a block that cannot go on.
#include <map>
#include <sstream>

#include "framework/base/text.h"
#include "framework/simt/detail/block.h"

namespace llmsys::simt::detail {

namespace {

std::string hexadecimal(uint64_t number) {
  std::ostringstream out;
  out << "0x" << std::hex << number;
  return out.str();
}

std::string triple(const dim3& index) { return text("(", index.x, ",", index.y, ",", index.z, ")"); }

}  // namespace

FaultReport Block::report(Fault fault, int thread, const void* pc, const std::string& what) const {
  std::string where = text("kernel ", grid_->kernel.name, ": block ", triple(builtins.block_index));
  if (thread >= 0) where += text(", thread ", triple(index_of(thread, builtins.block_size)));
  return {fault, grid_->kernel.name, builtins.block, thread, pc, where + ": " + what};
}

/// "16 threads wait at __syncthreads() (pc 0x401a2c), 24 have ended"
std::string Block::describe_waiting() const {
  std::map<std::string, int> groups;
  int ended = 0;
  for (int thread = 0; thread < threads_; ++thread) {
    const Warp& warp = warps_[static_cast<size_t>(thread) / 32];
    const uint32_t bit = uint32_t{1} << (thread & 31);
    if ((warp.present & bit) == 0) {
      ++ended;
      continue;
    }
    const MeetingPlace* place = warp.waiting_at(bit);
    const std::string what = place == nullptr ? std::string("at __syncthreads()")
                                              : "in a warp collective of mask " + hexadecimal(place->mask);
    const auto pc = reinterpret_cast<uintptr_t>(waiting_[static_cast<size_t>(thread)].context.resume);
    ++groups[what + " (pc " + hexadecimal(pc) + ")"];
  }
  std::string out;
  for (const auto& [what, count] : groups) out += text(count, " threads wait ", what, ", ");
  return out + text(ended, " have ended");
}

void Block::resolve_stall() {
  reason_ = Reason::faulted;
  grid_->fail(report(Fault::deadlock, -1, nullptr, "deadlock: no thread can go on: " + describe_waiting()));
}

}  // namespace llmsys::simt::detail
