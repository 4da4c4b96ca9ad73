#include "framework/simt/sync.h"

#include "framework/simt/detail/block.h"

using llmsys::simt::detail::BarrierResult;
using llmsys::simt::detail::current_block;

void __syncthreads() { current_block->barrier(false, __builtin_return_address(0)); }

int __syncthreads_count(int predicate) {
  return current_block->barrier(predicate != 0, __builtin_return_address(0)).votes;
}

int __syncthreads_and(int predicate) {
  const BarrierResult result = current_block->barrier(predicate != 0, __builtin_return_address(0));
  return result.votes == result.arrived ? 1 : 0;
}

int __syncthreads_or(int predicate) {
  return current_block->barrier(predicate != 0, __builtin_return_address(0)).votes != 0 ? 1 : 0;
}
