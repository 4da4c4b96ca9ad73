#include "framework/simt/check/segments.h"

#include <algorithm>

namespace llmsys::simt {

void Segments::launch_begins(int warps) {
  warps_ = warps;
  blocks_.clear();
  block_ = nullptr;
  first_ = next_;
  table_.clear();
}

void Segments::block_begins(int block) {
  block_ = &blocks_[block];
  *block_ = {.id = block, .epoch = 0, .since = next_, .current = std::vector<uint32_t>(static_cast<size_t>(warps_))};
}

void Segments::block_ends() {
  blocks_.erase(block_->id);
  block_ = nullptr;
}

void Segments::block_synced() {
  ++block_->epoch;
  block_->since = next_;
  std::fill(block_->current.begin(), block_->current.end(), 0);
}

void Segments::grid_synced() {
  first_ = next_;
  table_.clear();
  for (auto& [id, block] : blocks_) {
    ++block.epoch;
    block.since = next_;
    std::fill(block.current.begin(), block.current.end(), 0);
  }
}

uint32_t Segments::current(int warp) {
  uint32_t& id = block_->current[static_cast<size_t>(warp)];
  if (id == 0) {
    id = next_++;
    table_.push_back({block_->id, warp, block_->epoch, block_->since});
  }
  return id;
}

}  // namespace llmsys::simt
