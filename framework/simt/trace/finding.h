/// @file
/// What the checkers report.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace llmsys::simt {

/// Kinds of mistakes. The names in to_text() are stable: graders and tests compare them.
enum class FindingKind : uint8_t {
  out_of_bounds,         ///< memcheck: beside every allocation, or beyond dynamic shared memory
  use_after_free,        ///< memcheck
  illegal_address,       ///< memcheck: no device memory at all (a host pointer, null); the kernel ends
  misaligned,            ///< memcheck: address no multiple of the size; the kernel ends
  uninitialized_global,  ///< initcheck: read before anything was written
  uninitialized_shared,  ///< initcheck
  race_shared,           ///< racecheck: two threads of a block, one writes, nothing orders them
  race_global,           ///< racecheck: two threads of one block, or of two blocks
  barrier_exited,        ///< synccheck: __syncthreads() though threads of the block have ended
  barrier_diverged,      ///< synccheck: threads of a block wait at different barriers
  mask_without_caller,   ///< synccheck: a lane calls a collective whose mask does not name it
  deadlock,              ///< all remaining threads wait
  spinning,              ///< a thread waits for what nobody will do
  stack_overflow,        ///< local variables take more than the stack
  assertion,             ///< assert()
  trap,                  ///< __trap()
  leak,                  ///< never freed
  invalid_free,          ///< cudaFree of what is no live allocation
  host_access,           ///< the host touched device memory, or read what a stream still writes
  order_dependent        ///< another order of blocks, warps and lanes gave other results
};
/// "out_of_bounds", "race_shared", ...: as the enumerators are called.
const char* to_text(FindingKind kind);

/// A place in the source, as far as the debug information tells.
struct SourceLine {
  std::string file;  ///< as the compiler was told; "" if unknown
  int line = 0;      ///< 0 if unknown
};

/// One mistake, told once with the number of times it happened.
struct Finding {
  FindingKind kind{};        ///< what
  std::string kernel;        ///< where
  const void* pc = nullptr;  ///< in the program; null: nowhere in particular
  SourceLine source;         ///< filled in by Symbolizer
  int block = -1;            ///< first block and thread it was seen in
  int thread = -1;           ///< likewise
  std::string what;          ///< "thread 35: store of 4 bytes, 128 bytes behind the end of allocation 2 (512 bytes)"
  std::string before;        ///< "thread 33 stored to it", where before_source says; or ""
  const void* before_pc = nullptr;   ///< of the other access, or null
  SourceLine before_source;          ///< filled in by Symbolizer
  std::string cause;                 ///< the usual cause, a sentence
  int64_t times = 1;                 ///< how often, in all
  std::vector<const void*> calls{};  ///< of what the host called (streams): where it was, innermost first; else empty
  std::vector<const void*> before_calls{};  ///< where it was at the other call; else empty
};

}  // namespace llmsys::simt
