/// @file
/// Products without any library: the kernels of this folder, blocked for caches and spread over parallel_for.
#pragma once
#include "framework/blas/detail/kernels.h"
#include "framework/blas/detail/problem.h"

namespace llmsys::blas::detail {

/// Any checked product with m, n, k >= 1. The same bits with any number of threads.
void own_gemm(const Gemm<float>& g, const KernelSet& use = fastest_kernels());
/// The same in double precision.
void own_gemm(const Gemm<double>& g, const KernelSet& use = fastest_kernels());

/// Any checked product with a vector, m, n >= 1. The same bits with any number of threads.
void own_gemv(const Gemv<float>& g, const KernelSet& use = fastest_kernels());
/// The same in double precision.
void own_gemv(const Gemv<double>& g, const KernelSet& use = fastest_kernels());

}  // namespace llmsys::blas::detail
