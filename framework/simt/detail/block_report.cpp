// What is said of a block that cannot go on.
#include <bit>
#include <map>
#include <sstream>

#include "framework/base/text.h"
#include "framework/simt/detail/block.h"
#include "framework/simt/detail/report_lines.h"

namespace llmsys::simt::detail {

namespace {

std::string hexadecimal(uint64_t number) {
  std::ostringstream out;
  out << "0x" << std::hex << number;
  return out.str();
}

std::string triple(const dim3& index) { return text("(", index.x, ",", index.y, ",", index.z, ")"); }

}  // namespace

/// Gives up the launch; always false.
bool Block::fail(Fault fault, int thread, const void* pc, const std::string& what) {
  const bool overflow = stacks_.find_overflow() >= 0;  // the cause of whatever else went wrong
  std::string where = text("kernel ", grid_->kernel.name, ": block ", triple(block_index()));
  if (thread >= 0) where += text(", thread ", triple(index_of(thread, block_size())));
  if (listener_ == nullptr) where += place_text(pc);
  const std::string overflow_text =
      text("a thread's local variables and calls need more than its stack of ", stacks_.stack_bytes(),
           " bytes. Make its local arrays smaller, or set ExecutorOptions::stack_bytes");
  grid_->fail({overflow ? Fault::stack_overflow : fault, grid_->kernel.name, builtins.block, thread, pc,
               where + ": " + (overflow ? overflow_text : what)});
  return false;
}

/// Where a thread that has not ended waits.
std::string Block::describe_wait(int thread) const {
  const Warp& warp = warps_[static_cast<size_t>(thread) / 32];
  const uint32_t bit = uint32_t{1} << (thread & 31);
  const std::string at = place_text(waiting_[static_cast<size_t>(thread)].context.place());
  if ((warp.at_barrier & bit) != 0) return (at_grid_ ? "at grid.sync()" : "at __syncthreads()") + at;
  if (const MeetingPlace* place = warp.waiting_at(bit))
    return "in a warp collective of mask " + hexadecimal(place->mask) + at;
  if ((warp.polling & bit) != 0)
    return "for memory to change" + place_text(waiting_[static_cast<size_t>(thread)].polled_at);
  return "to go on";
}

/// "16 threads wait at __syncthreads() (pc 0x401a2c), 24 have ended"
std::string Block::describe_waiting() const {
  std::map<std::string, int> groups;
  int ended = 0;
  for (int thread = 0; thread < threads_; ++thread) {
    const bool present = (warps_[static_cast<size_t>(thread) / 32].present >> (thread & 31) & 1) != 0;
    if (present)
      ++groups[describe_wait(thread)];
    else
      ++ended;
  }
  std::string out;
  for (const auto& [what, count] : groups)
    out += text(count, count == 1 ? " thread waits " : " threads wait ", what, ", ");
  return out + text(ended, ended == 1 ? " has ended" : " have ended");
}

int Block::first_polling() const {
  for (size_t warp = 0; warp < warps(); ++warp) {
    if (warps_[warp].polling != 0) return static_cast<int>(32 * warp) + std::countr_zero(warps_[warp].polling);
  }
  return -1;
}

}  // namespace llmsys::simt::detail
