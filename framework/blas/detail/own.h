/// @file
/// Products without any library: the kernels of this folder, blocked for caches and spread over parallel_for.
#pragma once
#include "framework/blas/detail/problem.h"

namespace llmsys::blas::detail {

/// Any checked product with m, n, k >= 1. The same bits with any number of threads.
void own_gemm(const Gemm<float>& g);
/// The same in double precision.
void own_gemm(const Gemm<double>& g);

/// Any checked product with a vector, m, n >= 1. The same bits with any number of threads.
void own_gemv(const Gemv<float>& g);
/// The same in double precision.
void own_gemv(const Gemv<double>& g);

}  // namespace llmsys::blas::detail
