/// @file
/// Work that is put into streams.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "framework/simt/footprint.h"
#include "framework/simt/runtime_types.h"

namespace llmsys::simt {

/// Bytes that an operation touches.
struct ByteRange {
  const void* address = nullptr;  ///< first
  size_t bytes = 0;               ///< 0: none
  bool write = false;             ///< or read
};

/// What is known of an operation before it is done.
struct Work {
  const char* what = "";                             ///< "cudaMemcpyAsync", a kernel's name
  cudaGraphNodeType type = cudaGraphNodeTypeKernel;  ///< as a node of a graph
  std::array<ByteRange, 3> ranges{};                 ///< as far as known; of kernels nothing is
};

/// What an operation does. It holds copies of all it needs.
using Action = std::function<void()>;

struct Operation;
/// Shared by all who may still wait for it.
using Ticket = std::shared_ptr<Operation>;

/// An operation in the queue of checked mode.
struct Operation {
  Work work;                       ///< what
  Footprint footprint;             ///< all bytes that it is known to touch
  std::vector<const void*> calls;  ///< in watched mode: what the host was in, innermost first
  int stream = 0;                  ///< number of its stream
  Action action;                   ///< empty once done
  Action when_known;          ///< looks what the host did meanwhile, at the latest when it has waited; may be empty
  std::vector<Ticket> after;  ///< what has to be done first; emptied when the host has waited for this operation
  std::vector<Ticket> dependents;  ///< waiting for this one
  int missing = 0;                 ///< operations in `after` that are not done yet
  bool done = false;               ///< it ran
  bool known = false;              ///< and the host has waited for it
  uint64_t mark = 0;               ///< of the last search that came by
};

}  // namespace llmsys::simt
