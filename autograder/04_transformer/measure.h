/// @file
/// Worker side: what a piece of work costs, by the ledgers.
#pragma once
#include "framework/autograd/saved_ledger.h"
#include "framework/base/context.h"
#include "framework/memory/peak_meter.h"
#include "framework/tensor/observe.h"

namespace llmsys::lab04 {

/// FLOPs of the matrix products in work().
template <class Work>
int64_t product_flops(const Work& work) {
  FlopLedger ledger;
  Context mine = context();
  mine.observer = &ledger;
  const ContextScope scope(mine);
  work();
  return ledger.of("matmul").flops;
}

/// Bytes of tensors that work() keeps for a backward pass; it returns what must live until they are counted.
template <class Work>
int64_t saved_bytes(const Work& work) {
  SavedLedger saved;
  Context mine = context();
  mine.saved_tensor_hooks = &saved;
  const ContextScope scope(mine);
  const auto result = work();
  return saved.live_bytes();
}

/// The most bytes that work() holds at once beyond what was there; its result counts.
template <class Work>
int64_t peak_bytes(const Work& work) {
  PeakMeter meter(current_memory(context().device));
  Context mine = context();
  use_memory(mine, meter);
  const ContextScope scope(mine);
  const auto result = work();
  return meter.peak_bytes();
}

}  // namespace llmsys::lab04
