#include "framework/simt/trace/detail/tracer.h"

#include <algorithm>
#include <utility>

#include "framework/simt/trace/detail/image.h"

namespace llmsys::simt::detail {

namespace {

constexpr uintptr_t kAlignment = 64;  // of thread-local segments; record() needs a multiple of 16

// Close enough to the end that no replay is ever farther apart.
constexpr uint32_t kLastClock = UINT32_MAX - (1U << 24);

Range range_of(const std::byte* begin, size_t bytes) {
  const auto address = reinterpret_cast<uintptr_t>(begin);
  const uintptr_t slack = address % kAlignment;
  return {address - slack, bytes == 0 ? 0 : bytes + slack};
}

}  // namespace

Tracer::Tracer(std::vector<RequestListener*> listeners)
    : listeners_(std::move(listeners)), replay_(listeners_, program_image().begin) {
  host_owner = this;
}

Tracer::~Tracer() {
  recorder = {};
  host_owner = nullptr;
}

void Tracer::launch_begins(const LaunchInfo& launch) {
  launch_ = launch;
  threads_ = static_cast<int>(launch.block.x * launch.block.y * launch.block.z);
  stopped_ = {};
  recorder = {};
  recorder_ = nullptr;
  clock_ = 0;
  if (launch.traced) move_here();
  for (RequestListener* listener : listeners_) listener->launch_begins(launch);
}

// Blocks that wait for others run on operating system threads of their own, one at a time. The clock goes on.
void Tracer::move_here() {
  if (recorder_ == &recorder) return;
  Recorder here;
  here.owner = this;
  here.image = program_image();
  here.clock = recorder_ != nullptr ? recorder_->clock : clock_;
  here.tick = recorder_ != nullptr ? recorder_->tick : here.tick;
  if (recorder_ != nullptr) {
    recorder_->log = nullptr;
    recorder_->first_thread = Recorder::kNobody;
    here.local_lanes = std::exchange(recorder_->local_lanes, 0);
  }
  here.quiet = recorder.quiet;
  here.static_shared = recorder.static_shared;
  here.dynamic_shared = recorder.dynamic_shared;
  here.stacks = recorder.stacks;
  recorder = here;
  recorder_ = &recorder;
}

void Tracer::launch_ends() {
  replay_all();
  recorder = {};
  block_ = -1;
  for (RequestListener* listener : listeners_) listener->launch_ends();
}

void Tracer::block_begins(int block, const BlockMemory& memory) {
  const Quiet quiet;
  replay_all();
  block_ = block;
  ended_in_ = -1;
  if (!launch_.traced) return;
  move_here();
  recorder.static_shared = range_of(memory.static_shared, memory.static_shared_bytes);
  recorder.dynamic_shared = range_of(memory.dynamic_shared, memory.dynamic_shared_bytes);
  recorder.stacks = range_of(memory.stacks, memory.stack_bytes);
  for (RequestListener* listener : listeners_) listener->block_begins(block, memory);
}

void Tracer::block_resumes(int block) {
  const Quiet quiet;
  replay_all();
  block_ = block;
  if (!launch_.traced) return;
  move_here();
  for (RequestListener* listener : listeners_) listener->block_resumes(block);
}

void Tracer::block_ends(int block) {
  const Quiet quiet;
  replay_all();
  block_ = -1;
  if (!launch_.traced) return;
  clock_ = recorder.clock;
  recorder_ = nullptr;  // this thread may end
  for (RequestListener* listener : listeners_) listener->block_ends(block);
}

void Tracer::grid_synced() {
  const Quiet quiet;
  replay_all();
  if (!launch_.traced) return;
  for (RequestListener* listener : listeners_) listener->grid_synced();
}

void Tracer::warp_parked(int warp) {
  const Quiet quiet;
  replay(warp);
}

void Tracer::block_synced(int exited) {
  const Quiet quiet;
  replay_all();
  if (!launch_.traced) return;
  for (RequestListener* listener : listeners_) listener->block_synced(exited);
}

// Lanes that did not come may be before or behind, or have ended behind it: their requests can only be put together with those
// of the lanes that came when these have gone on.
void Tracer::warp_synced(int warp, uint32_t mask, uint32_t present) {
  const Quiet quiet;
  if (!launch_.traced) return;
  const WarpLog* log = logs_[static_cast<size_t>(warp)].get();
  if ((present & ~mask) == 0 && (log == nullptr || log->only(mask & present))) {
    replay(warp);
    for (RequestListener* listener : listeners_) listener->warp_synced(warp, mask, present);
    return;
  }
  switch_warp(warp * kLanes);
  for (uint32_t left = mask & present; left != 0; left &= left - 1)
    append(static_cast<size_t>(std::countr_zero(left)), {code::kMeeting | mask, uint64_t{present} << 32});
}

void Tracer::lane_outside_mask(int thread, uint32_t mask, const void* pc) {
  const Quiet quiet;
  if (!launch_.traced) return;
  for (RequestListener* listener : listeners_) listener->lane_outside_mask(thread, mask, pc);
}

void Tracer::thread_arrived(int thread, const void* pc) {
  const Quiet quiet;
  if (!launch_.traced) return;
  for (RequestListener* listener : listeners_) listener->thread_arrived(thread, pc);
}

void Tracer::thread_ended(int thread) {
  if (ended_in_ == block_ || !launch_.traced) return;
  ended_in_ = block_;
  const Quiet quiet;
  for (RequestListener* listener : listeners_) listener->thread_ended(thread);
}

void Tracer::atomic(const void* address, size_t bytes, const void* pc, bool scope_block) {
  const uint64_t scope = scope_block ? code::kBlockScope : 0;
  record(reinterpret_cast<uintptr_t>(address), code::of_kind(AccessKind::atomic) | code::of_bytes(bytes) | scope, pc);
}

// Looks for the thread's own load from that place, shortly before.
void Tracer::compares(const void* address, size_t bytes) {
  constexpr ptrdiff_t kShortly = 8;  // accesses
  const auto lane = static_cast<size_t>(static_cast<unsigned>(builtins.thread - recorder.first_thread));
  if (!launch_.traced || lane >= kLanes) return;
  const LogEntry *last = recorder.log->next[lane], *first = recorder.log->begin(lane);
  first = std::max(first, last - std::min(last - first, kShortly));
  while (last-- > first) {
    if ((last->what & code::kNoAccess) != 0 || (last->what & code::kAddress) != reinterpret_cast<uintptr_t>(address))
      continue;
    if (code::kind(last->what) == AccessKind::load && code::bytes(last->what) == bytes) tell_guess(last->pc());
    return;
  }
}

void Tracer::tell_guess(uint32_t pc) {
  if (std::find(guesses_.begin(), guesses_.end(), pc) != guesses_.end()) return;
  const Quiet quiet;
  guesses_.push_back(pc);
  for (RequestListener* listener : listeners_) listener->guesses(replay_.full_address(pc));
}

void Tracer::fence(bool scope_block) {
  if (!launch_.traced || builtins.thread < 0) return;
  switch_warp(builtins.thread);
  append(static_cast<size_t>(builtins.thread % kLanes), {code::kFence | (scope_block ? code::kBlockScope : 0), 0});
}

void Tracer::access(const void* address, size_t bytes, bool is_write, const void* pc) {
  constexpr size_t kLargest = 16;
  record_pieces(reinterpret_cast<uintptr_t>(address), bytes, kLargest,
                code::of_kind(is_write ? AccessKind::store : AccessKind::load), pc);
}

void Tracer::warp_instruction(const char* what, int warp, uint32_t mask, const void* pc) {
  const Quiet quiet;
  if (!launch_.traced) return;
  for (RequestListener* listener : listeners_) listener->warp_instruction(what, warp, mask, pc);
}

void Tracer::fault(Fault fault, int thread, const void* pc, const std::string& report) {
  const Quiet quiet;
  replay_all();
  stopped_.fault = fault;
  stopped_.block = block_;
  stopped_.thread = thread;
  stopped_.pc = pc;
  stopped_.report = report;
  for (RequestListener* listener : listeners_) listener->fault(stopped_);
}

void Tracer::switch_warp(int thread) {
  const int warp = thread / kLanes;
  recorder.log = &log_of(warp);
  recorder.first_thread = warp * kLanes;
}

// A lane may be told of room before there is any: the lanes that the others wait for come first.
void Tracer::make_room(size_t lane) {
  WarpLog& log = *recorder.log;
  log.paused |= 1U << lane;
  while (log.full(lane)) pause_lane();
  log.paused &= ~(1U << lane);
}

void Tracer::stop(uintptr_t address, uint64_t how, const void* pc) {
  recorder.quiet = true;  // until the next launch: this one ends here
  const bool misaligned = address % code::bytes(how) != 0;
  stopped_.address = address;
  stopped_.bytes = code::bytes(how);
  stopped_.kind = code::kind(how);
  abandon(misaligned ? Fault::misaligned : Fault::illegal_address, pc,
          misaligned ? "an address that is no multiple of the access's size" : "an address outside all device memory");
}

void Tracer::host_touches(uintptr_t address, uint64_t how, const void* pc) {
  const Quiet quiet;
  for (RequestListener* listener : listeners_)
    listener->host_access({.address = address, .bytes = code::bytes(how), .kind = code::kind(how), .pc = pc});
}

WarpLog& Tracer::log_of(int warp) {
  std::unique_ptr<WarpLog>& log = logs_[static_cast<size_t>(warp)];
  if (log) return *log;
  if (spare_.empty()) spare_.push_back(std::make_unique<WarpLog>());
  log = std::move(spare_.back());
  spare_.pop_back();
  log->warp = warp;
  return *log;
}

void Tracer::replay(int warp) {
  std::unique_ptr<WarpLog>& log = logs_[static_cast<size_t>(warp)];
  if (!log) return;
  const int threads = std::min(threads_ - warp * kLanes, kLanes);
  replay_.run(*log, block_, ~0U >> (kLanes - threads));
  if (recorder.clock > kLastClock) recorder.tick = 0;
  tell_local();
  if (log->paused != 0) return;
  if (recorder.log == log.get()) forget_warp();
  spare_.push_back(std::move(log));
}

// Also when a kernel is given up: held lanes never go on.
void Tracer::replay_all() {
  for (int warp = 0; warp < kWarps; ++warp) {
    WarpLog* log = logs_[static_cast<size_t>(warp)].get();
    if (log != nullptr) log->paused = 0;
    replay(warp);
  }
}

void Tracer::forget_warp() {
  recorder.log = nullptr;
  recorder.first_thread = Recorder::kNobody;
}

void Tracer::tell_local() {
  if (recorder.local_lanes == 0) return;
  for (RequestListener* listener : listeners_) listener->local_accesses(recorder.local_lanes);
  recorder.local_lanes = 0;
}

}  // namespace llmsys::simt::detail
