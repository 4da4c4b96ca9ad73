/// @file
/// One memory instruction of one warp, as the tracer puts it together from what the lanes did: what counters and checkers
/// look at.
#pragma once
#include <array>
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

/// A request: the lanes of `mask` execute the instruction at `pc`, each with an address of its own.
struct WarpRequest {
  const void* pc = nullptr;     ///< return address of the instrumented access: its instruction
  AccessKind kind{};            ///< what
  Space space{};                ///< of the first active lane's address; a request's lanes agree but for generic pointers
  bool is_volatile = false;     ///< a volatile access: like a relaxed atomic for races
  uint8_t bytes = 0;            ///< by each lane: 1, 2, 4, 8 or 16
  int block = 0;                ///< of the grid
  int warp = 0;                 ///< of the block
  uint32_t mask = 0;            ///< active lanes
  uint32_t resident = 0;        ///< lanes that exist in this warp
  std::array<uintptr_t, 32> address{};  ///< by lane; of inactive ones: anything
  /// By lane: a clock of the launch that ticks at each access of any lane (and stops at its largest value). It tells in which
  /// order the emulator ran them, which the request has lost: lanes that pass a spin lock one after another did the same
  /// instruction, in turn. Only the slow paths of the race check look at it.
  std::array<uint32_t, 32> when{};
};

}  // namespace llmsys::simt
