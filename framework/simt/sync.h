/// @file
/// Barriers of a block and fences: CUDA's __syncthreads() and its like.
#pragma once
#include "framework/simt/qualifiers.h"

/// Waits for all threads of the block.
void __syncthreads();
/// Waits for all threads of the block; how many of them came with a predicate that is not 0.
int __syncthreads_count(int predicate);
/// Waits for all threads of the block; not 0 if all came with a predicate that is not 0.
int __syncthreads_and(int predicate);
/// Waits for all threads of the block; not 0 if any came with a predicate that is not 0.
int __syncthreads_or(int predicate);
