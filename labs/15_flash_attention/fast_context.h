/// @file
/// A Context as the system computes with: benchmarks of its parts run under it.
#pragma once
#include "framework/base/context.h"
#include "framework/memory/pool_resource.h"
#include "framework/tensor/registry.h"
#include "labs/04_transformer/kernels.h"
#include "labs/15_flash_attention/flash_attention.h"

namespace llmsys {

/// Two threads, memory that is kept for reuse and, if wanted, the kernels of labs 04 and 15, while this lives.
class FastContext {
 public:
  /// @param kernels  false: what a student's plain formulas call
  explicit FastContext(bool kernels = true) : pool_(default_memory()), registry_(framework_registry()) {
    if (kernels) lab04::register_lab04(registry_), lab15::register_lab15(registry_);
    here_.threads = 2, here_.memory = &pool_, here_.registry = &registry_;
  }

 private:
  PoolResource pool_;  // without one, each step's pages are cleared anew
  Registry registry_;
  Context here_ = context();
  ContextScope scope_{here_};
};

}  // namespace llmsys
