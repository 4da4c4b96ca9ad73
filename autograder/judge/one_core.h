/// @file
/// A measurement keeps to one core.
#pragma once
#include <sched.h>

#include "framework/base/rng.h"

namespace llmsys {

/// While it lives, the calling thread and all processes that it starts run on one core: on two, the same work takes longer on
/// the one that shares its caches and its pipeline with a busy neighbour.
class OneCore {
 public:
  /// Chooses among the cores that this thread may use.
  explicit OneCore(Rng& rng);
  ~OneCore();
  OneCore(const OneCore&) = delete;
  OneCore& operator=(const OneCore&) = delete;

 private:
  cpu_set_t before_{};
};

}  // namespace llmsys
