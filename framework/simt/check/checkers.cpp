#include "framework/simt/check/checkers.h"

#include <algorithm>

#include "framework/simt/check/leaks.h"

namespace llmsys::simt {

Checkers::Checkers(const CheckOptions& options)
    : options_(options),
      memcheck_(scene_, log_),
      initcheck_(scene_, log_),
      racecheck_(*this),
      synccheck_(scene_, log_) {
  for (const Allocation& block : live_allocations()) last_known_ = std::max(last_known_, block.id);
  all_memory_is_written();
  set_memory_observer(this);
}

Checkers::~Checkers() { set_memory_observer(nullptr); }

void Checkers::all_memory_is_written() {
  for (const Allocation& block : live_allocations()) initcheck_.written(block.address, block.bytes);
}

void Checkers::check_leaks() {
  if (options_.memcheck && !faulted_) find_leaks(last_known_, log_);
}

void Checkers::device_resets() {
  check_leaks();
  faulted_ = false;
}

void Checkers::launch_begins(const LaunchInfo& launch) {
  scene_.launch = launch;
  if (!launch.traced) return all_memory_is_written();  // nobody sees what it does
  memcheck_.launch_begins();
  racecheck_.launch_begins(launch);
  synccheck_.launch_begins();
}

void Checkers::launch_ends() {
  racecheck_.launch_ends();
  initcheck_.launch_ends();
  memories_.clear();
}

void Checkers::block_begins(int block, const BlockMemory& memory) {
  scene_.memory = memories_[block] = memory;
  racecheck_.block_begins(block);
  initcheck_.block_begins(block);
  synccheck_.block_begins(block);
}

void Checkers::block_resumes(int block) {
  racecheck_.block_resumes(block);  // tells what was held back of the block before
  scene_.memory = memories_.at(block);
  initcheck_.block_resumes(block);
  synccheck_.block_resumes(block);
}

void Checkers::block_ends(int block) {
  racecheck_.block_ends();
  initcheck_.block_ends(block);
  memories_.erase(block);
}

void Checkers::grid_synced() { racecheck_.grid_synced(); }

void Checkers::request(const WarpRequest& request) {
  const uint32_t wrong = options_.memcheck ? memcheck_.request(request) : 0;
  if (wrong == 0) return right(request);
  WarpRequest rest = request;  // what is out of bounds is nobody's to initialise, nor to race for
  rest.mask &= ~wrong;
  rest.pattern = Pattern::other;
  if (rest.mask != 0) right(rest);
}

void Checkers::right(const WarpRequest& request) {
  if (options_.initcheck) initcheck_.request(request);
  if (options_.racecheck) racecheck_.request(request);
}

void Checkers::block_synced(int exited) {
  racecheck_.block_synced();
  if (options_.synccheck) synccheck_.block_synced(exited);
}

void Checkers::warp_synced(int warp, uint32_t mask, uint32_t present) { racecheck_.warp_synced(warp, mask, present); }

void Checkers::fence(int thread, bool block_scope) { racecheck_.fence(thread, block_scope); }

void Checkers::thread_arrived(int thread, const void* pc) { synccheck_.thread_arrived(thread, pc); }

void Checkers::thread_ended(int thread) { synccheck_.thread_ended(thread); }

void Checkers::lane_outside_mask(int thread, uint32_t mask, const void* pc) {
  if (options_.synccheck) synccheck_.lane_outside_mask(thread, mask, pc);
}

void Checkers::fault(const FaultInfo& fault) {
  faulted_ = true;
  const bool memory = fault.fault == Fault::illegal_address || fault.fault == Fault::misaligned;
  if (memory && options_.memcheck) memcheck_.fault(fault);
  if (!memory && options_.synccheck) synccheck_.fault(fault);
}

void Checkers::host_access(const HostAccess& access) {
  if (options_.memcheck) memcheck_.host_access(access);
}

void Checkers::allocated(const Allocation& allocation) {
  initcheck_.allocated(allocation.address, allocation.bytes);
  if (allocation.managed) initcheck_.written(allocation.address, allocation.bytes);  // by the host, whom nobody watches
  racecheck_.forget(allocation.address, allocation.bytes);
}

void Checkers::freed(const Allocation& allocation) { racecheck_.forget(allocation.address, allocation.bytes); }

void Checkers::written(const void* address, size_t bytes) {
  initcheck_.written(reinterpret_cast<uintptr_t>(address), bytes);
}

void Checkers::read(const void* address, size_t bytes, const char* what) {
  if (options_.initcheck) initcheck_.read(reinterpret_cast<uintptr_t>(address), bytes, what);
}

void Checkers::free_failed(const void* address) {
  if (options_.memcheck) report_invalid_free(address, log_);
}

void Checkers::race(const Race& race) {
  if (!log_.repeats(kind_of(race), scene_.launch.kernel, race.second.pc, race.first.pc))
    log_.add(describe(race, scene_, {.flags_used = racecheck_.flags_used(), .fenced = racecheck_.fenced()}));
}

}  // namespace llmsys::simt
