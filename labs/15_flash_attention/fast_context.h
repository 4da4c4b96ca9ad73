/// @file
/// A Context as the system computes with: programs and benchmarks run under it.
#pragma once
#include "framework/base/context.h"
#include "framework/memory/pool_resource.h"
#include "framework/tensor/registry.h"
#include "labs/04_transformer/kernels.h"
#include "labs/15_flash_attention/flash_attention.h"

namespace llmsys {

/// Memory that is kept for reuse and, if wanted, the kernels of labs 04 and 15, while this lives.
class FastContext {
 public:
  /// @param threads   0: one a core
  /// @param kernels   false: what a student's plain formulas call
  /// @param observer  is told of every operation; or null
  explicit FastContext(int threads, bool kernels = true, OpObserver* observer = nullptr)
      : pool_(default_memory()), registry_(framework_registry()) {
    if (kernels) lab04::register_lab04(registry_), lab15::register_lab15(registry_);
    here_.threads = threads, here_.memory = &pool_, here_.registry = &registry_;
    if (observer != nullptr) here_.observer = observer;
  }

 private:
  PoolResource pool_;  // without one, each step's pages are cleared anew
  Registry registry_;
  Context here_ = context();
  ContextScope scope_{here_};
};

}  // namespace llmsys
