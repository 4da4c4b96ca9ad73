/// @file
/// What a computation runs under, instead of global variables: threads, random numbers, memory, kernels.
///
/// Each thread points at one Context. Ranks of a distributed run are threads, each with a Context of its own;
/// parallel_for hands the caller's Context to the threads that help it.
#pragma once
#include <cstdint>

namespace llmsys {

enum class Device : uint8_t;  // framework/device/device.h
class Rng;
class MemoryResource;     // framework/memory
class Registry;           // framework/tensor: who computes what
class ProbeSink;          // framework/tensor/probe.h: intermediates shown to the grader
class OpObserver;         // framework/tensor/observe.h: sees each operation; FLOP ledger, --trace-dispatch
class SavedTensorHooks;   // framework/autograd/saved_tensor.h: where saved tensors are kept
class DeferredGradients;  // framework/autograd/deferred.h: weight gradients to compute later

/// Settings of the computation on this thread. Pointers do not own; null means the framework's default.
struct Context {
  int threads = 0;                          ///< threads that parallel_for may use, this one included; 0: one a core
  bool grad_mode = true;                    ///< whether operations are recorded for backward
  Rng* rng = nullptr;                       ///< source of random numbers; null: none was given
  MemoryResource* memory = nullptr;         ///< where tensors of Device::cpu are allocated
  MemoryResource* device_memory = nullptr;  ///< where those of Device::cuda are
  Device device{};                          ///< where factories make tensors that name no device; Device::cpu
  const Registry* registry = nullptr;       ///< kernels that serve the operations
  ProbeSink* probes = nullptr;              ///< receives probe("name", tensor); null: probes cost nothing
  uint32_t stream = 0;             ///< queue of work this thread issues to; memory freed on one is reused there
  OpObserver* observer = nullptr;  ///< told of each operation computed; null: costs one branch
  SavedTensorHooks* saved_tensor_hooks = nullptr;  ///< pack and unpack what is saved for backward
  bool blank_weights = false;  ///< models leave their weights as memory has them: they are about to be loaded
  DeferredGradients* deferred = nullptr;  ///< collects weight gradients that are to be computed later
};

/// The Context of this thread; a default one until a ContextScope says otherwise.
Context& context();

/// Makes `mine` the Context of this thread until the scope ends:
/// @code
///   Context rank = context();  // a copy, then changed
///   rank.threads = 1;
///   ContextScope scope(rank);
/// @endcode
class ContextScope {
 public:
  /// `mine` must outlive the scope.
  explicit ContextScope(Context& mine);
  ~ContextScope();
  ContextScope(const ContextScope&) = delete;
  ContextScope& operator=(const ContextScope&) = delete;

 private:
  Context* previous_;
};

/// Cores this process may run on (its affinity mask counts), at least 1.
int available_cores();

}  // namespace llmsys
