/// @file
/// Numbers for stretches of a warp's life, so that "is that access ordered before this one?" is mostly one comparison.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace llmsys::simt {

/// What one warp does between two synchronisations of all of its lanes.
struct Segment {
  int block = 0;       ///< of the grid
  int warp = 0;        ///< of the block
  uint32_t epoch = 0;  ///< barriers of the block before it
  uint32_t since = 0;  ///< numbers below it lie before the last of these, or are other blocks'
};

/// Hands out segments' numbers: growing over the whole life of the program, so that shadow memory need not be cleared
/// between launches.
class Segments {
 public:
  static constexpr uint32_t kMost = 1u << 27;  ///< numbers stay below it: a launch may take half of them

  void launch_begins(int warps);
  void block_begins(int block);
  void block_resumes(int block) { block_ = &blocks_[block]; }
  void block_ends();
  /// A barrier of the block that runs.
  void block_synced();
  /// A barrier of the whole grid: what is older is ordered, as if a new launch began.
  void grid_synced();
  /// All lanes of the warp met.
  void warp_synced(int warp) { block_->current[static_cast<size_t>(warp)] = 0; }

  /// The segment in which `warp` of the block that runs is now.
  uint32_t current(int warp);
  /// Numbers below it are of older launches, or before the grid's last barrier: ordered before everything since.
  [[nodiscard]] uint32_t first() const { return first_; }
  /// Of a number not below first().
  [[nodiscard]] const Segment& operator[](uint32_t id) const { return table_[id - first_]; }
  /// Whether so few numbers are left that shadow memory must be forgotten and restart() called, between launches.
  [[nodiscard]] bool nearly_out() const { return next_ > kMost / 2; }
  void restart() { next_ = 1; }

  [[nodiscard]] int block() const { return block_->id; }
  [[nodiscard]] int warps() const { return warps_; }

 private:
  struct Block {
    int id = 0;
    uint32_t epoch = 0;
    uint32_t since = 0;             // the next number at the last barrier
    std::vector<uint32_t> current;  // by warp; 0: none yet since its last synchronisation
  };
  std::map<int, Block> blocks_;  // those that run, or wait for others
  Block* block_ = nullptr;
  int warps_ = 0;
  uint32_t first_ = 1, next_ = 1;
  std::vector<Segment> table_;  // from first_ on
};

}  // namespace llmsys::simt
