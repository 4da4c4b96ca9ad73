/// @file
/// What a backend brings: backend_onednn.cpp, backend_openblas.cpp or backend_own.cpp, one of them linked.
#pragma once
#include <string>

#include "framework/blas/detail/problem.h"

namespace llmsys::blas::detail {

/// Computes a checked product with m, n >= 2, k >= 1 and alpha != 0. Not called below kLibraryWork.
void backend_gemm(const Gemm<float>& g);
/// The same in double precision.
void backend_gemm(const Gemm<double>& g);

/// What backend_name() answers.
const char* backend_label();
/// What backend_version() answers.
std::string backend_version_text();

}  // namespace llmsys::blas::detail
