#include "framework/simt/runtime/copy.h"
#include "framework/simt/runtime_api.h"

using llmsys::simt::copy;
using llmsys::simt::fill;

namespace {

const void* at(const void* base, size_t offset) { return static_cast<const char*>(base) + offset; }
void* at_mutable(const void* base, size_t offset) { return const_cast<void*>(at(base, offset)); }

}  // namespace

cudaError_t cudaMemcpy(void* to, const void* from, size_t bytes, cudaMemcpyKind kind) {
  return copy({"cudaMemcpy", to, bytes, from, bytes, bytes, 1, kind, nullptr, false});
}

cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind kind, cudaStream_t stream) {
  return copy({"cudaMemcpyAsync", to, bytes, from, bytes, bytes, 1, kind, stream, true});
}

cudaError_t cudaMemcpy2D(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width, size_t height,
                         cudaMemcpyKind kind) {
  return copy({"cudaMemcpy2D", to, to_pitch, from, from_pitch, width, height, kind, nullptr, false});
}

cudaError_t cudaMemcpy2DAsync(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width,
                              size_t height, cudaMemcpyKind kind, cudaStream_t stream) {
  return copy({"cudaMemcpy2DAsync", to, to_pitch, from, from_pitch, width, height, kind, stream, true});
}

cudaError_t cudaMemcpyToSymbol(const void* symbol, const void* from, size_t bytes, size_t offset, cudaMemcpyKind kind) {
  return copy(
      {"cudaMemcpyToSymbol", at_mutable(symbol, offset), bytes, from, bytes, bytes, 1, kind, nullptr, false, true});
}

cudaError_t cudaMemcpyFromSymbol(void* to, const void* symbol, size_t bytes, size_t offset, cudaMemcpyKind kind) {
  return copy(
      {"cudaMemcpyFromSymbol", to, bytes, at(symbol, offset), bytes, bytes, 1, kind, nullptr, false, false, true});
}

cudaError_t cudaMemcpyToSymbolAsync(const void* symbol, const void* from, size_t bytes, size_t offset,
                                    cudaMemcpyKind kind, cudaStream_t stream) {
  return copy(
      {"cudaMemcpyToSymbolAsync", at_mutable(symbol, offset), bytes, from, bytes, bytes, 1, kind, stream, true, true});
}

cudaError_t cudaMemcpyFromSymbolAsync(void* to, const void* symbol, size_t bytes, size_t offset, cudaMemcpyKind kind,
                                      cudaStream_t stream) {
  return copy(
      {"cudaMemcpyFromSymbolAsync", to, bytes, at(symbol, offset), bytes, bytes, 1, kind, stream, true, false, true});
}

cudaError_t cudaMemset(void* pointer, int value, size_t bytes) {
  return fill({"cudaMemset", pointer, bytes, value, bytes, 1, nullptr});
}

cudaError_t cudaMemsetAsync(void* pointer, int value, size_t bytes, cudaStream_t stream) {
  return fill({"cudaMemsetAsync", pointer, bytes, value, bytes, 1, stream});
}

cudaError_t cudaMemset2D(void* pointer, size_t pitch, int value, size_t width, size_t height) {
  return fill({"cudaMemset2D", pointer, pitch, value, width, height, nullptr});
}

cudaError_t cudaMemset2DAsync(void* pointer, size_t pitch, int value, size_t width, size_t height,
                              cudaStream_t stream) {
  return fill({"cudaMemset2DAsync", pointer, pitch, value, width, height, stream});
}
