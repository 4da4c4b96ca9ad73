// No library at all: the tsan preset, and machines without oneDNN and OpenBLAS.
#include "framework/blas/detail/backend.h"
#include "framework/blas/detail/own.h"

namespace llmsys::blas::detail {

void backend_gemm(const Gemm<float>& g) { own_gemm(g); }

void backend_gemm(const Gemm<double>& g) { own_gemm(g); }

const char* backend_label() { return "own"; }

std::string backend_version_text() { return ""; }

}  // namespace llmsys::blas::detail
