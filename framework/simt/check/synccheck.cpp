#include "framework/simt/check/synccheck.h"

#include <algorithm>
#include <cstdio>
#include <regex>

#include "framework/base/text.h"

namespace llmsys::simt {
namespace {

std::string hex(uint32_t mask) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "0x%08x", mask);
  return buffer;
}

std::string threads_text(int count) { return text(count, count == 1 ? " thread" : " threads"); }

/// The report without " (pc 0x401a2c)": such numbers differ from run to run.
std::string without_addresses(const std::string& report) {
  static const std::regex address(R"( \(pc 0x[0-9a-f]+\))");
  return std::regex_replace(report, address, "");
}

struct FaultText {
  FindingKind kind;
  const char* what;
  const char* cause;
};

/// The executor's report says what it was, unless it was __trap() itself.
FaultText text_of_trap(const std::string& report) {
  if (report.find("__trap() was called") != report.npos)
    return {FindingKind::trap, "__trap()", "the kernel asked to be ended."};
  const bool division = report.find("divided an integer by 0") != report.npos;
  return {FindingKind::trap, "",
          division ? "a GPU does not stop at it, but goes on with any number: test the divisor before." : ""};
}

FaultText text_of(Fault fault, const std::string& report) {
  switch (fault) {
    case Fault::deadlock:
      return {FindingKind::deadlock, "every thread that is left waits for others",
              "threads of one block or warp wait at different places: a barrier or a collective stands in a branch "
              "that not all "
              "of them take, or a mask names lanes that never come."};
    case Fault::spinning:
      return {
          FindingKind::spinning, "a thread waits in a loop for what nobody will do",
          "a flag or lock that is never set: the thread that should set it has ended, waits itself, or belongs to a "
          "block "
          "that cannot begin before this one ends. If another thread does set it, the loop must read it anew each time "
          "(volatile or an atomic)."};
    case Fault::stack_overflow:
      return {FindingKind::stack_overflow, "local variables and calls take more than a thread's stack",
              "a large local array, or a recursion: put the array into shared or global memory."};
    case Fault::assertion:
      return {FindingKind::assertion, "assert() failed", "the condition in the source does not hold for this thread."};
    default: return text_of_trap(report);
  }
}

}  // namespace

void Synccheck::block_begins(int block) {
  block_ = &blocks_[block];
  *block_ = {.id = block, .arrivals = {}};
}

void Synccheck::thread_arrived(int thread, const void* pc) {
  for (Arrival& arrival : block_->arrivals)
    if (arrival.pc == pc) {
      ++arrival.count;
      return;
    }
  block_->arrivals.push_back({pc, thread, 1});
}

void Synccheck::thread_ended(int thread) {
  if (block_->first_ended < 0) block_->first_ended = thread;
}

void Synccheck::block_synced(int exited_threads) {
  std::vector<Arrival> arrivals;
  arrivals.swap(block_->arrivals);
  if (arrivals.empty()) return;
  if (exited_threads > 0) exited(exited_threads, arrivals.back());
  for (size_t i = 1; i < arrivals.size(); ++i) diverged(arrivals[i], arrivals[0]);
}

Finding Synccheck::finding(FindingKind kind, int thread, const void* pc) const {
  Finding finding;
  finding.kind = kind;
  finding.kernel = scene_->launch.kernel;
  finding.pc = pc;
  finding.block = block_->id;
  finding.thread = thread;
  return finding;
}

void Synccheck::exited(int count, const Arrival& here) {
  if (log_->repeats(FindingKind::barrier_exited, scene_->launch.kernel, here.pc, nullptr)) return;
  Finding found = finding(FindingKind::barrier_exited, here.thread, here.pc);
  found.what = text("__syncthreads(), to which ", threads_text(count), " of the block can never come");
  if (block_->first_ended >= 0) found.before = text(scene_->thread(block_->first_ended), " was the first to return");
  found.cause =
      "a return before the barrier, as in if (i >= n) return, or a test around it: CUDA wants every thread of the "
      "block at it. Let all threads come, and put the test around the loads and stores alone.";
  log_->add(std::move(found));
}

void Synccheck::diverged(const Arrival& here, const Arrival& there) {
  if (log_->repeats(FindingKind::barrier_diverged, scene_->launch.kernel, here.pc, there.pc)) return;
  Finding found = finding(FindingKind::barrier_diverged, here.thread, here.pc);
  found.what =
      text(threads_text(here.count), " of the block came to this __syncthreads(), ", there.count, " to another one");
  found.before = text(scene_->thread(there.thread), " waited at the other");
  found.before_pc = there.pc;
  found.cause =
      "the barrier stands in a branch or a loop that not all threads of the block take alike: move it out, so that all "
      "pass the same "
      "one.";
  log_->add(std::move(found));
}

void Synccheck::lane_outside_mask(int thread, uint32_t mask, const void* pc) {
  if (log_->repeats(FindingKind::mask_without_caller, scene_->launch.kernel, pc, nullptr)) return;
  Finding found = finding(FindingKind::mask_without_caller, thread, pc);
  found.what =
      text("lane ", thread % 32, " calls a warp's collective with mask ", hex(mask), ", which does not name it");
  found.cause =
      "the mask must have a bit for every lane that calls: 0xffffffff if all of the warp do; else take it by "
      "__ballot_sync() before "
      "the branch.";
  log_->add(std::move(found));
}

void Synccheck::fault(const FaultInfo& fault) {
  const FaultText words = text_of(fault.fault, fault.report);
  const bool at_barrier = fault.pc == nullptr && block_ != nullptr && !block_->arrivals.empty();
  const void* const pc = at_barrier ? block_->arrivals.front().pc : fault.pc;
  if (log_->repeats(words.kind, scene_->launch.kernel, pc, nullptr)) return;
  Finding found;
  found.kind = words.kind;
  found.kernel = scene_->launch.kernel;
  found.pc = pc;
  found.block = fault.block;
  found.thread = fault.thread;
  if (fault.thread >= 0) found.what = scene_->who(fault.block, fault.thread) + ": ";
  found.what += words.what;
  if (!fault.report.empty()) found.what += (*words.what == 0 ? "" : ":\n") + without_addresses(fault.report);
  found.cause = words.cause;
  log_->add(std::move(found));
}

}  // namespace llmsys::simt
