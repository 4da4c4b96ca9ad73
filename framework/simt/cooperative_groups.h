/// @file
/// Cooperative groups: the block, tiles of a warp, lanes that run together, the grid. As in CUDA, under
/// `namespace cg = cooperative_groups;`.
///
/// Tiles have 1 to 32 threads. Values that are shuffled may have any size: they travel in pieces of 8 bytes.
#pragma once
#include <bit>
#include <cstdint>
#include <type_traits>

#include "framework/simt/builtins.h"
#include "framework/simt/sync.h"
#include "framework/simt/warp.h"

namespace llmsys::simt::detail {

Switch arrive_at_grid_barrier();

/// The place of the `rank`-th lane of `lanes`, counted from 0; that of the last one beyond it.
LLMSYS_SIMT_RUNTIME __forceinline__ constexpr int lane_of_rank(uint32_t lanes, unsigned rank) {
  for (; rank > 0 && (lanes & (lanes - 1)) != 0; --rank) lanes &= lanes - 1;
  return std::countr_zero(lanes);
}

/// The bits of `bits` at the lanes of `lanes`, side by side.
LLMSYS_SIMT_RUNTIME __forceinline__ constexpr uint32_t pack_bits(uint32_t bits, uint32_t lanes) {
  uint32_t packed = 0;
  for (unsigned rank = 0; lanes != 0; lanes &= lanes - 1, ++rank)
    packed |= (bits >> std::countr_zero(lanes) & 1) << rank;
  return packed;
}

/// What lane `source` brought, of any size.
template <class T>
LLMSYS_SIMT_RUNTIME __forceinline__ T exchange_any(uint32_t mask, const T& value, int source) {
  T out;
  auto* to = reinterpret_cast<unsigned char*>(&out);
  const auto* from = reinterpret_cast<const unsigned char*>(&value);
  for (size_t at = 0; at < sizeof(T); at += 8) {
    const size_t bytes = sizeof(T) - at < 8 ? sizeof(T) - at : 8;
    uint64_t piece = 0;
    __builtin_memcpy(&piece, from + at, bytes);
    piece = simt::exchange(mask, piece, source, "shfl");
    __builtin_memcpy(to + at, &piece, bytes);
  }
  return out;
}

/// What groups of lanes of one warp can do. `Group` says which lanes they are: mask(), and what its threads are called.
template <class Group>
class LaneGroup {
 public:
  /// Waits for all threads of the group.
  LLMSYS_SIMT_RUNTIME __forceinline__ void sync() const { __syncwarp(mask()); }
  /// Threads of the group.
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned num_threads() const {
    return static_cast<unsigned>(std::popcount(mask()));
  }
  /// The same.
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned size() const { return num_threads(); }
  /// The own place in the group, from 0.
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned thread_rank() const { return rank_of(lane()); }

  /// What the thread of that rank brought; ranks are taken modulo size().
  template <class T>
  LLMSYS_SIMT_RUNTIME __forceinline__ T shfl(T value, int rank) const {
    return exchange_any(mask(), value, lane_at(static_cast<unsigned>(rank) % size()));
  }
  /// What the thread `delta` ranks before brought; the own value if there is none.
  template <class T>
  LLMSYS_SIMT_RUNTIME __forceinline__ T shfl_up(T value, unsigned delta) const {
    const unsigned rank = thread_rank();
    return exchange_any(mask(), value, lane_at(rank >= delta ? rank - delta : rank));
  }
  /// What the thread `delta` ranks behind brought; the own value if there is none.
  template <class T>
  LLMSYS_SIMT_RUNTIME __forceinline__ T shfl_down(T value, unsigned delta) const {
    const unsigned rank = thread_rank();
    return exchange_any(mask(), value, lane_at(delta < size() - rank ? rank + delta : rank));
  }

  /// Whether any thread brought something but 0.
  LLMSYS_SIMT_RUNTIME __forceinline__ int any(int predicate) const { return __any_sync(mask(), predicate); }
  /// Whether all threads brought something but 0.
  LLMSYS_SIMT_RUNTIME __forceinline__ int all(int predicate) const { return __all_sync(mask(), predicate); }
  /// Bit r is set if the thread of rank r brought something but 0.
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned ballot(int predicate) const {
    return pack_bits(__ballot_sync(mask(), predicate), mask());
  }
  /// Bit r is set if the thread of rank r brought the same bits as the caller.
  template <class T>
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned match_any(T value) const {
    return pack_bits(__match_any_sync(mask(), value), mask());
  }
  /// Bits of all threads if all brought the same bits, else 0.
  /// @param all_equal  becomes 1 if they did, else 0
  template <class T>
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned match_all(T value, int& all_equal) const {
    return pack_bits(__match_all_sync(mask(), value, &all_equal), mask());
  }

 protected:
  LLMSYS_SIMT_RUNTIME __forceinline__ uint32_t mask() const { return static_cast<const Group*>(this)->lanes(); }
  LLMSYS_SIMT_RUNTIME __forceinline__ int lane_at(unsigned rank) const { return lane_of_rank(mask(), rank); }
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned rank_of(int lane) const {
    return static_cast<unsigned>(std::popcount(mask() & ((uint32_t{1} << lane) - 1)));
  }
};

}  // namespace llmsys::simt::detail

namespace cooperative_groups {

/// All threads of a block.
class thread_block {
 public:
  /// As __syncthreads().
  LLMSYS_SIMT_RUNTIME __forceinline__ static void sync() { __syncthreads(); }
  /// Threads of the block.
  LLMSYS_SIMT_RUNTIME __forceinline__ static unsigned num_threads() { return blockDim.x * blockDim.y * blockDim.z; }
  /// The same.
  LLMSYS_SIMT_RUNTIME __forceinline__ static unsigned size() { return num_threads(); }
  /// The own place in the block, x first.
  LLMSYS_SIMT_RUNTIME __forceinline__ static unsigned thread_rank() {
    return static_cast<unsigned>(llmsys::simt::thread_number());
  }
  /// blockIdx.
  LLMSYS_SIMT_RUNTIME __forceinline__ static dim3 group_index() { return blockIdx; }
  /// threadIdx.
  LLMSYS_SIMT_RUNTIME __forceinline__ static dim3 thread_index() { return threadIdx; }
  /// blockDim.
  LLMSYS_SIMT_RUNTIME __forceinline__ static dim3 group_dim() { return blockDim; }
  /// blockDim.
  LLMSYS_SIMT_RUNTIME __forceinline__ static dim3 dim_threads() { return blockDim; }
};
/// The block that runs now.
LLMSYS_SIMT_RUNTIME __forceinline__ thread_block this_thread_block() { return {}; }

/// All threads of a launch.
class grid_group {
 public:
  /// Waits for all threads of all blocks. Only in a cooperative launch.
  LLMSYS_SIMT_RUNTIME __forceinline__ static void sync() {
    llmsys::simt::detail::follow(llmsys::simt::detail::arrive_at_grid_barrier());
  }
  /// Whether the launch is cooperative.
  static bool is_valid();
  /// Blocks of the launch.
  LLMSYS_SIMT_RUNTIME __forceinline__ static unsigned long long num_blocks() {
    return static_cast<unsigned long long>(gridDim.x) * gridDim.y * gridDim.z;
  }
  /// Threads of the launch.
  LLMSYS_SIMT_RUNTIME __forceinline__ static unsigned long long num_threads() {
    return num_blocks() * thread_block::size();
  }
  /// The same.
  LLMSYS_SIMT_RUNTIME __forceinline__ static unsigned long long size() { return num_threads(); }
  /// The own block's place in the launch, x first.
  LLMSYS_SIMT_RUNTIME __forceinline__ static unsigned long long block_rank() {
    return static_cast<unsigned long long>(llmsys::simt::builtins.block);
  }
  /// The own place in the launch: block after block.
  LLMSYS_SIMT_RUNTIME __forceinline__ static unsigned long long thread_rank() {
    return block_rank() * thread_block::size() + thread_block::thread_rank();
  }
  /// gridDim.
  LLMSYS_SIMT_RUNTIME __forceinline__ static dim3 group_dim() { return gridDim; }
  /// gridDim.
  LLMSYS_SIMT_RUNTIME __forceinline__ static dim3 dim_blocks() { return gridDim; }
  /// blockIdx.
  LLMSYS_SIMT_RUNTIME __forceinline__ static dim3 block_index() { return blockIdx; }
};
/// The launch that runs now.
LLMSYS_SIMT_RUNTIME __forceinline__ grid_group this_grid() { return {}; }

/// Lanes of a warp that happen to run together.
class coalesced_group : public llmsys::simt::detail::LaneGroup<coalesced_group> {
 public:
  /// Of these lanes.
  LLMSYS_SIMT_RUNTIME __forceinline__ explicit coalesced_group(uint32_t lanes, unsigned group_rank = 0,
                                                               unsigned groups = 1)
      : lanes_(lanes), group_rank_(group_rank), groups_(groups) {}
  /// By lane of the warp.
  LLMSYS_SIMT_RUNTIME __forceinline__ uint32_t lanes() const { return lanes_; }
  /// Its place among the groups it was made with.
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned meta_group_rank() const { return group_rank_; }
  /// How many those are.
  LLMSYS_SIMT_RUNTIME __forceinline__ unsigned meta_group_size() const { return groups_; }

 private:
  uint32_t lanes_;
  unsigned group_rank_, groups_;
};
/// See __activemask().
LLMSYS_SIMT_RUNTIME __forceinline__ coalesced_group coalesced_threads() { return coalesced_group(__activemask()); }

/// `kSize` threads side by side in a warp: a power of two, at most 32.
/// @tparam Parent  what was divided into tiles: thread_block or a larger tile
template <unsigned kSize, class Parent = void>
class thread_block_tile : public llmsys::simt::detail::LaneGroup<thread_block_tile<kSize, Parent>> {
  using Above = std::conditional_t<std::is_void_v<Parent>, thread_block, Parent>;
  static_assert(kSize >= 1 && kSize <= 32 && std::has_single_bit(kSize), "a tile has 1, 2, 4, 8, 16 or 32 threads");

 public:
  thread_block_tile() = default;
  /// `thread_block_tile<32> tile = tiled_partition<32>(block)`: without a parent, a block's tile is meant.
  LLMSYS_SIMT_RUNTIME __forceinline__
  thread_block_tile(const thread_block_tile<kSize, thread_block>&) requires std::is_void_v<Parent> {}
  /// The number of threads is known to the compiler.
  LLMSYS_SIMT_RUNTIME __forceinline__ static constexpr unsigned num_threads() { return kSize; }
  /// The same.
  LLMSYS_SIMT_RUNTIME __forceinline__ static constexpr unsigned size() { return kSize; }
  /// The own place in the tile.
  LLMSYS_SIMT_RUNTIME __forceinline__ static unsigned thread_rank() {
    return static_cast<unsigned>(llmsys::simt::lane()) % kSize;
  }
  /// The tile's place among those of its parent.
  LLMSYS_SIMT_RUNTIME __forceinline__ static unsigned meta_group_rank() { return Above::thread_rank() / kSize; }
  /// Tiles of the parent.
  LLMSYS_SIMT_RUNTIME __forceinline__ static unsigned meta_group_size() { return (Above::size() + kSize - 1) / kSize; }
  /// By lane of the warp.
  LLMSYS_SIMT_RUNTIME __forceinline__ static uint32_t lanes() {
    constexpr uint32_t kFirst = kSize == 32 ? ~uint32_t{0} : (uint32_t{1} << (kSize % 32)) - 1;
    return kFirst << (static_cast<unsigned>(llmsys::simt::lane()) & ~(kSize - 1));
  }

  /// What the thread of that rank brought; ranks are taken modulo the size.
  template <class T>
  LLMSYS_SIMT_RUNTIME __forceinline__ T shfl(T value, int rank) const {
    return move(value, (llmsys::simt::lane() & ~(kWidth - 1)) | (rank & (kWidth - 1)));
  }
  /// What the thread `delta` ranks before brought; the own value if there is none.
  template <class T>
  LLMSYS_SIMT_RUNTIME __forceinline__ T shfl_up(T value, unsigned delta) const {
    return move(value, llmsys::simt::lane() - static_cast<int>(delta <= thread_rank() ? delta : 0));
  }
  /// What the thread `delta` ranks behind brought; the own value if there is none.
  template <class T>
  LLMSYS_SIMT_RUNTIME __forceinline__ T shfl_down(T value, unsigned delta) const {
    return move(value, llmsys::simt::lane() + static_cast<int>(delta < kSize - thread_rank() ? delta : 0));
  }
  /// What the thread whose rank differs by the bits of `ranks` brought.
  template <class T>
  LLMSYS_SIMT_RUNTIME __forceinline__ T shfl_xor(T value, unsigned ranks) const {
    return move(value, llmsys::simt::lane() ^ static_cast<int>(ranks % kSize));
  }

 private:
  static constexpr int kWidth = static_cast<int>(kSize);

  template <class T>
  LLMSYS_SIMT_RUNTIME __forceinline__ static T move(const T& value, int source) {
    if constexpr (sizeof(T) <= 8)
      return llmsys::simt::detail::shuffle(lanes(), value, source);
    else
      return llmsys::simt::detail::exchange_any(lanes(), value, source);
  }
};

/// The own one of the tiles of `kSize` threads that `parent` consists of.
template <unsigned kSize>
LLMSYS_SIMT_RUNTIME __forceinline__ thread_block_tile<kSize, thread_block> tiled_partition(const thread_block&) {
  return {};
}
/// The own one of the tiles of `kSize` threads that a larger tile consists of.
template <unsigned kSize, unsigned kParentSize, class Parent>
LLMSYS_SIMT_RUNTIME __forceinline__ auto tiled_partition(const thread_block_tile<kParentSize, Parent>&) {
  static_assert(kSize <= kParentSize, "a tile cannot be larger than what it is a part of");
  return thread_block_tile<kSize, thread_block_tile<kParentSize, Parent>>{};
}

/// group.sync().
template <class Group>
LLMSYS_SIMT_RUNTIME __forceinline__ void sync(const Group& group) {
  group.sync();
}

}  // namespace cooperative_groups
