/// @file
/// One memory instruction of one warp, as the tracer puts it together from what the lanes did: what counters and checkers
/// look at.
#pragma once
#include <array>
#include <bit>
#include <cstdint>

namespace llmsys::simt {

/// Which memory an address belongs to.
enum class Space : uint8_t {
  global,    ///< the arena
  shared,    ///< static or dynamic shared memory of the block
  local,     ///< a fiber's stack: a thread's own arrays
  constant,  ///< __device__ and __constant__ variables: the program's data segment
  illegal    ///< none of these
};

/// What a lane did.
enum class AccessKind : uint8_t { load, store, atomic };

/// How the addresses of a request lie to one another: what lets counters and checkers deal with 32 lanes at once.
enum class Pattern : uint8_t {
  consecutive,  ///< the k-th active lane has first address + k * bytes: the request is one range without overlap
  same,         ///< all active lanes have one address, and there are at least two
  other         ///< anything else
};

/// A request: the lanes of `mask` execute the instruction at `pc`, each with an address of its own.
struct WarpRequest {
  const void* pc = nullptr;  ///< return address of the instrumented access: its instruction
  AccessKind kind{};         ///< what
  Space space{};             ///< of every active lane's address: where a generic pointer's lanes differ, a request each
  Pattern pattern{};         ///< how the addresses lie
  bool is_volatile = false;  ///< a volatile access: like a relaxed atomic for races
  bool block_scope = false;  ///< atomics: the effect is ordered for the block only (atomicAdd_block)
  uint8_t bytes = 0;         ///< by each lane: 1, 2, 4, 8 or 16; every address is a multiple of it
  int block = 0;             ///< of the grid
  int warp = 0;              ///< of the block
  uint32_t mask = 0;         ///< active lanes; never 0
  uint32_t resident = 0;     ///< lanes that exist in this warp
  std::array<uintptr_t, 32> address{};  ///< by lane; of inactive ones: anything
  /// By lane: a clock of the launch that ticks at each access of any lane (and stops at its largest value). It tells in which
  /// order the emulator ran them, which the request has lost: lanes that pass a spin lock one after another did the same
  /// instruction, in turn. Only the slow paths of the race check look at it.
  std::array<uint32_t, 32> when{};

  /// The lowest active lane.
  [[nodiscard]] int first_lane() const { return std::countr_zero(mask); }
  /// Its address; of a consecutive request where the range begins.
  [[nodiscard]] uintptr_t first_address() const { return address[static_cast<size_t>(first_lane())]; }
  /// How many lanes are active.
  [[nodiscard]] int lanes() const { return std::popcount(mask); }
  /// The thread of a lane, counted within the block.
  [[nodiscard]] int thread(int lane) const { return warp * 32 + lane; }
};

}  // namespace llmsys::simt
