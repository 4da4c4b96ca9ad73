/// @file
/// For benchmarks: a Context as programs have it.
#pragma once
#include <fstream>
#include <string>

#include "framework/base/context.h"
#include "framework/memory/pool_resource.h"
#include "framework/tensor/registry.h"
#include "labs/04_transformer/kernels.h"
#include "labs/15_flash_attention/flash_attention.h"

namespace llmsys {

/// Memory that is kept for reuse and, if wanted, the kernels of labs 04 and 15, while this lives.
class FastContext {
 public:
  /// @param kernels  false: what a student's plain formulas call
  explicit FastContext(bool kernels = true) : pool_(default_memory()), registry_(framework_registry()) {
    if (kernels) lab04::register_lab04(registry_), lab15::register_lab15(registry_);
    here_.memory = &pool_, here_.registry = &registry_;
  }

 private:
  PoolResource pool_;  // without one, each step's pages are cleared anew
  Registry registry_;
  Context here_ = context();
  ContextScope scope_{here_};
};

/// The most memory this process ever had resident, in MiB; 0 where the kernel does not say. (getrusage() would count what the
/// program that started this one had.)
inline double peak_mebibytes() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (double kibibytes = 0; word == "VmHWM:" && status >> kibibytes) return kibibytes / 1024;
  return 0;
}

}  // namespace llmsys
