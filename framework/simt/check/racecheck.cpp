#include "framework/simt/check/racecheck.h"

#include <algorithm>

#include "framework/simt/check/lanes.h"

namespace llmsys::simt {
namespace {

constexpr size_t kMostHeld = 8192;            // while nobody has fenced: 4 MB
constexpr size_t kMostHeldInOrder = 1 << 18;  // after that, order is lost at one point: 120 MB

}  // namespace

void Racecheck::launch_begins(const LaunchInfo& launch) {
  const auto threads = static_cast<int>(launch.block.x * launch.block.y * launch.block.z);
  if (segments_.nearly_out()) {
    global_.pages.clear();
    spare_.clear();
    segments_.restart();
  }
  segments_.launch_begins((threads + 31) / 32);
  order_.launch_begins((threads + 31) / 32);
  global_.more.clear();
  flags_used_ = false;
}

void Racecheck::launch_ends() {
  for (auto& [id, block] : blocks_) release(block);  // some are left after a fault
  blocks_.clear();
  block_ = nullptr;
}

void Racecheck::release(Block& block) {
  block.shared->more.clear();
  spare_.push_back(std::move(block.shared));
}

void Racecheck::block_begins(int id) {
  if (block_ != nullptr) drain();
  segments_.block_begins(id);
  block_ = &blocks_[id];
  *block_ = {.id = id, .shared = nullptr, .clocks = {}, .active = {}, .held = {}};
  block_->clocks.resize(static_cast<size_t>(segments_.warps()));
  block_->active.resize(static_cast<size_t>(segments_.warps()));
  if (spare_.empty()) spare_.push_back(std::make_unique<RaceShadow>());
  block_->shared = std::move(spare_.back());
  spare_.pop_back();
}

void Racecheck::block_resumes(int id) {
  if (block_ != nullptr) drain();
  segments_.block_resumes(id);
  block_ = &blocks_.at(id);
}

void Racecheck::block_ends() {
  drain();
  release(*block_);
  blocks_.erase(block_->id);
  block_ = nullptr;
  segments_.block_ends();
  if (blocks_.empty() && !order_.any_fence()) order_.forget();
}

void Racecheck::grid_synced() {
  Block* const running = block_;
  for (auto& [id, block] : blocks_) {
    block_ = &block;
    drain();
    block.holding = block.in_order = false;
    std::fill(block.active.begin(), block.active.end(), 0);
  }
  block_ = running;
  segments_.grid_synced();
}

void Racecheck::block_synced() {
  drain();
  block_->holding = block_->in_order = false;
  std::fill(block_->active.begin(), block_->active.end(), 0);
  order_.block_synced(block_->id, meet_all());
  segments_.block_synced();
}

/// A barrier lies behind everything its threads did, and what they do next behind it.
uint32_t Racecheck::meet_all() {
  uint32_t latest = 0;
  for (const auto& warp : block_->clocks) latest = std::max(latest, *std::max_element(warp.begin(), warp.end()));
  for (auto& warp : block_->clocks) warp.fill(latest);
  return latest;
}

void Racecheck::warp_synced(int warp, uint32_t mask, uint32_t present) {
  uint32_t& active = block_->active[static_cast<size_t>(warp)];
  const bool all = ((present | active) & ~mask) == 0;  // what lanes did that have ended since is not ordered by it
  auto& clocks = block_->clocks[static_cast<size_t>(warp)];
  uint32_t behind = 0;
  each_lane(mask, [&](int lane) { behind = std::max(behind, clocks[static_cast<size_t>(lane)]); });
  each_lane(mask, [&](int lane) { clocks[static_cast<size_t>(lane)] = behind; });
  order_.met(block_->id, warp, mask, all, behind);
  if (!all) {
    block_->holding = block_->in_order = true;
    return;
  }
  active = 0;
  segments_.warp_synced(warp);
}

void Racecheck::fence(int thread, bool block_scope) {
  const int warp = thread / 32, lane = thread % 32;
  const uint32_t clock = block_->clocks[static_cast<size_t>(warp)][static_cast<size_t>(lane)];
  order_.fenced({block_->id, warp, lane, clock}, block_scope);
}

void Racecheck::request(const WarpRequest& request) {
  block_->active[static_cast<size_t>(request.warp)] |= request.mask;
  auto& clocks = block_->clocks[static_cast<size_t>(request.warp)];
  each_lane(request.mask,
            [&](int lane) { clocks[static_cast<size_t>(lane)] = request.when[static_cast<size_t>(lane)]; });
  if (request.kind == AccessKind::atomic || request.is_volatile) flags_used_ = block_->holding = true;
  const uint32_t segment = segments_.current(request.warp);
  if (!block_->holding) return run(request, segment, request.mask);
  block_->held.push_back({request, segment});
  const bool in_order = block_->in_order || order_.any_fence();
  if (block_->held.size() >= (in_order ? kMostHeldInOrder : kMostHeld)) drain();
}

void Racecheck::run(const WarpRequest& request, uint32_t segment, uint32_t lanes) {
  RaceShadow& shadow = request.space == Space::shared ? *block_->shared : global_;
  test_.run(request, segment, lanes, shadow);
}

void Racecheck::note_flags(const WarpRequest& request) {
  using Kind = MemoryOrder::Kind;
  if (request.kind != AccessKind::atomic && !request.is_volatile) return;
  const Kind plain = request.kind == AccessKind::load ? Kind::volatile_load : Kind::volatile_store;
  const Kind kind = request.kind == AccessKind::atomic ? Kind::atomic : plain;
  each_lane(request.mask, [&](int lane) {
    const auto at = static_cast<size_t>(lane);
    order_.touched(kind, {request.block, request.warp, lane, request.when[at]}, request.address[at],
                   request.block_scope);
  });
}

/// Sends on what was held back.
void Racecheck::drain() {
  if (block_->held.empty()) return;
  if (order_.any_fence())
    for (const Held& held : block_->held) note_flags(held.request);
  if (block_->in_order || order_.any_fence())
    drain_in_order();
  else
    for (const Held& held : block_->held) run(held.request, held.segment, held.request.mask);
  block_->held.clear();
}

void Racecheck::drain_in_order() {
  struct Turn {
    uint32_t when, held;
    int lane;
  };
  std::vector<Turn> turns;
  for (size_t i = 0; i < block_->held.size(); ++i)
    each_lane(block_->held[i].request.mask, [&](int lane) {
      turns.push_back({block_->held[i].request.when[static_cast<size_t>(lane)], static_cast<uint32_t>(i), lane});
    });
  std::stable_sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) { return a.when < b.when; });
  for (const Turn& turn : turns) {
    const Held& held = block_->held[turn.held];
    run(held.request, held.segment, 1u << turn.lane);
  }
}

}  // namespace llmsys::simt
