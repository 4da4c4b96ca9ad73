// Block after block.
#include "framework/simt/detail/block.h"

#include <algorithm>
#include <climits>
#include <memory>
#include <numeric>

#include "framework/simt/detail/static_shared.h"
#include "framework/simt/detail/watchdog.h"

namespace llmsys::simt {

thread_local constinit Builtins builtins;

namespace detail {

thread_local constinit Block* current_block = nullptr;
thread_local constinit Lockstep lockstep;

namespace {

constexpr size_t kSharedAlignment = 1024;

}  // namespace

uint3 index_of(int64_t number, const dim3& sizes) {
  const auto n = static_cast<uint64_t>(number);
  return {static_cast<unsigned>(n % sizes.x), static_cast<unsigned>(n / sizes.x % sizes.y),
          static_cast<unsigned>(n / sizes.x / sizes.y)};
}

Block::Block(size_t stack_bytes, Stacks::Pages pages) : stacks_(kMaxThreads + 1, stack_bytes, pages) { watch(*this); }
Block::~Block() { forget(*this); }

void Block::run(Grid& grid) {
  prepare(grid);
  current_block = this;
  busy_.store(true, std::memory_order_relaxed);
  bool going_on = true;
  while (going_on && begin_block()) {
    going_on = run_threads();
    if (going_on) end_block();
  }
  if (going_on && stacks_.find_overflow() >= 0) fail(Fault::stack_overflow, -1, nullptr, "");
  busy_.store(false, std::memory_order_relaxed);
  current_block = nullptr;
  builtins = Builtins{};
}

void Block::prepare(Grid& grid) {
  grid_ = &grid;
  listener_ = grid.listener;
  observed_.store(listener_ != nullptr, std::memory_order_relaxed);
  threads_ = grid.threads;
  random_ = grid.order;
  rotation_ = 0;
  seen_progress_ = 0;
  patience_.store(executor_options().patience, std::memory_order_relaxed);
  shared_memory_.resize(grid.shape.shared_bytes + kSharedAlignment);
  const auto begin = reinterpret_cast<uintptr_t>(shared_memory_.data());
  shared_ = shared_memory_.data() + (-begin & (kSharedAlignment - 1));
  builtins.block_size = grid.shape.block;
  builtins.grid_size = grid.shape.grid;
  stacks_.reset();
  free_ = 0;
  has_waited_ = false;
  blocks_ahead = 0;
}

bool Block::begin_block() {
  const int block = grid_->next_block();
  if (block < 0) return false;
  set_block(block);
  fresh_ = 0;
  fresh_index_ = {0, 0, 0};
  live_ = threads_;
  arrived_ = votes_ = 0;
  will_wait_ = has_waited_;
  has_waited_ = at_grid_ = one_by_one_ = false;
  ready_lanes_ = 0;
  ready_.clear();
  lockstep.round = Round::none;
  counted_block_ = -1;
  if (random_ != 0) shuffle_threads();
  if (listener_ != nullptr) {
    const StaticShared segment = static_shared();
    listener_->block_begins(
        block, {segment.begin, segment.bytes, shared_, grid_->shape.shared_bytes, stacks_.begin(), stacks_.bytes()});
  }
  return true;
}

void Block::begin_warps() {
  for (size_t warp = 0; warp < warps(); ++warp) {
    const size_t lanes = static_cast<size_t>(threads_) - 32 * warp;
    warps_[warp].begin(lanes >= 32 ? kAllLanes : (uint32_t{1} << lanes) - 1);
  }
}

void Block::set_block(int block) {
  const dim3 grid = grid_size();
  const uint3 before = builtins.block_index;
  if (block > 0 && block == builtins.block + 1 && before.x + 1 < grid.x)
    builtins.block_index.x = Number(before.x + 1);  // saves divisions
  else
    builtins.block_index = index_of(block, grid);
  builtins.block = block;
  const unsigned begin = static_cast<unsigned>(builtins.block_index.x) * static_cast<unsigned>(builtins.block_size.x);
  overflows_ = begin > INT_MAX - 2 * kMaxThreads;
}

void Block::start_counts() {
  counted_block_ = builtins.block;
  poller_ = -1;
  copies_.clear();
  ticks_ = 0;
}

/// Until all threads of the block have ended; false if the launch was given up.
bool Block::run_threads() {
  switch_fiber(own_, begin_on_fiber());
  for (;;) {
    switch (reason_) {
      case Reason::finished: return !one_by_one_ || fail(sought_.fault, -1, sought_.pc, sought_.what);
      case Reason::again: switch_fiber(own_, begin_on_fiber()); break;
      case Reason::stalled:
        if (!resolve_stall()) return false;
        switch_fiber(own_, next_context());
        break;
      case Reason::asked:
        asked_work_(asked_data_);
        switch_fiber(own_, asking_);
        break;
      case Reason::abandoned: return fail(abandonment_->fault, builtins.thread, abandonment_->pc, abandonment_->what);
    }
  }
}

void Block::end_block() {
  note_progress();
  if (listener_ != nullptr) listener_->block_ends(builtins.block);
}

/// Warps in a random order, and the lanes of each.
void Block::shuffle_threads() {
  order_.resize(static_cast<size_t>(threads_));
  const auto key = [seed = next_random(random_)](int thread) {
    uint64_t warp = seed + static_cast<uint64_t>(thread / 32), lane = seed ^ static_cast<uint64_t>(thread);
    return std::pair(next_random(warp), next_random(lane));
  };
  std::iota(order_.begin(), order_.end(), 0);
  std::sort(order_.begin(), order_.end(), [&](int a, int b) { return key(a) < key(b); });
}

void run_blocks(Grid& grid) {
  static thread_local std::unique_ptr<Block> block;
  if (block == nullptr || block->stacks().stack_bytes() != grid.stack_bytes)
    block = std::make_unique<Block>(grid.stack_bytes, Stacks::Pages::huge);
  block->run(grid);
}

void Block::on_large_stack(void (*work)(void*), void* data) {
  reason_ = Reason::asked;
  asked_work_ = work;
  asked_data_ = data;
  switch_fiber(asking_, own_);
}

void Block::find_culprit(const Abandonment& why) {
  if (builtins.row == nullptr || row_count_ == 1) return;
  give_back_run();
  one_by_one_ = true;
  sought_ = why;
  fresh_ = row_first_;
  fresh_index_ = builtins.thread_index;
  reason_ = Reason::again;
  switch_fiber(fresh_context_, own_);
}

void Block::abandon(const Abandonment& why) {
  leave_row();
  reason_ = Reason::abandoned;
  abandonment_ = &why;
  switch_fiber(fresh_context_, own_);
  __builtin_unreachable();
}

}  // namespace detail
}  // namespace llmsys::simt
