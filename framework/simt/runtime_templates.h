/// @file
/// What the CUDA runtime offers in C++ beside its C functions: pointers of any type, symbols, kernels as functions.
#pragma once
#include <cstddef>

#include "framework/simt/kernel_api.h"
#include "framework/simt/qualifiers.h"
#include "framework/simt/runtime_api.h"

namespace llmsys::simt {

/// Remembers a __device__ or __constant__ variable, so that copies to its address are allowed.
void register_symbol(const void* address, size_t bytes);
/// The grid that fills the GPU, and the block size of best occupancy.
cudaError_t best_block_size(int* least_grid, int* block_size, const void* kernel,
                            size_t (*dynamic_shared)(int, const void*), const void* data, int limit);

}  // namespace llmsys::simt

/// @name Memory for a pointer of any type. Inlined: reports say where the program called them.
/// @{
/// As CUDA has cudaMalloc().
template <class T>
__forceinline__ cudaError_t cudaMalloc(T** pointer, size_t bytes) {
  return cudaMalloc(reinterpret_cast<void**>(pointer), bytes);
}
/// As CUDA has cudaMallocAsync().
template <class T>
__forceinline__ cudaError_t cudaMallocAsync(T** pointer, size_t bytes, cudaStream_t stream) {
  return cudaMallocAsync(reinterpret_cast<void**>(pointer), bytes, stream);
}
/// As CUDA has cudaMallocHost().
template <class T>
cudaError_t cudaMallocHost(T** pointer, size_t bytes, unsigned int flags = 0) {
  return cudaHostAlloc(reinterpret_cast<void**>(pointer), bytes, flags);
}
/// As CUDA has cudaHostAlloc().
template <class T>
cudaError_t cudaHostAlloc(T** pointer, size_t bytes, unsigned int flags) {
  return cudaHostAlloc(reinterpret_cast<void**>(pointer), bytes, flags);
}
/// As CUDA has cudaMallocManaged().
template <class T>
__forceinline__ cudaError_t cudaMallocManaged(T** pointer, size_t bytes, unsigned int flags = cudaMemAttachGlobal) {
  return cudaMallocManaged(reinterpret_cast<void**>(pointer), bytes, flags);
}
/// As CUDA has cudaMallocPitch().
template <class T>
__forceinline__ cudaError_t cudaMallocPitch(T** pointer, size_t* pitch, size_t width, size_t height) {
  return cudaMallocPitch(reinterpret_cast<void**>(pointer), pitch, width, height);
}
/// @}

/// @name Copies into and out of __device__ and __constant__ variables
/// @{
/// As CUDA has cudaMemcpyToSymbol().
template <class T>
cudaError_t cudaMemcpyToSymbol(const T& symbol, const void* from, size_t bytes, size_t offset = 0,
                               cudaMemcpyKind kind = cudaMemcpyHostToDevice) {
  return cudaMemcpyToSymbol(static_cast<const void*>(&symbol), from, bytes, offset, kind);
}
/// As CUDA has cudaMemcpyFromSymbol().
template <class T>
cudaError_t cudaMemcpyFromSymbol(void* to, const T& symbol, size_t bytes, size_t offset = 0,
                                 cudaMemcpyKind kind = cudaMemcpyDeviceToHost) {
  return cudaMemcpyFromSymbol(to, static_cast<const void*>(&symbol), bytes, offset, kind);
}
/// As CUDA has cudaMemcpyToSymbolAsync().
template <class T>
cudaError_t cudaMemcpyToSymbolAsync(const T& symbol, const void* from, size_t bytes, size_t offset = 0,
                                    cudaMemcpyKind kind = cudaMemcpyHostToDevice, cudaStream_t stream = nullptr) {
  return cudaMemcpyToSymbolAsync(static_cast<const void*>(&symbol), from, bytes, offset, kind, stream);
}
/// As CUDA has cudaMemcpyFromSymbolAsync().
template <class T>
cudaError_t cudaMemcpyFromSymbolAsync(void* to, const T& symbol, size_t bytes, size_t offset = 0,
                                      cudaMemcpyKind kind = cudaMemcpyDeviceToHost, cudaStream_t stream = nullptr) {
  return cudaMemcpyFromSymbolAsync(to, static_cast<const void*>(&symbol), bytes, offset, kind, stream);
}
/// Its address as kernels and copies know it.
template <class T>
cudaError_t cudaGetSymbolAddress(void** pointer, const T& symbol) {
  llmsys::simt::register_symbol(&symbol, sizeof(T));
  *pointer = const_cast<void*>(static_cast<const void*>(&symbol));
  return cudaSuccess;
}
/// Its bytes.
template <class T>
cudaError_t cudaGetSymbolSize(size_t* bytes, const T& /*symbol*/) {
  *bytes = sizeof(T);
  return cudaSuccess;
}
/// @}

/// As CUDA had cudaGraphInstantiate() before version 12: where it fails is not told.
inline cudaError_t cudaGraphInstantiate(cudaGraphExec_t* executable, cudaGraph_t graph, cudaGraphNode_t* /*error_node*/,
                                        char* /*log*/, size_t /*log_bytes*/) {
  return cudaGraphInstantiate(executable, graph, 0ULL);
}

/// @name Kernels as functions
/// @{
/// As CUDA has cudaFuncSetAttribute().
template <class... T>
cudaError_t cudaFuncSetAttribute(void (*kernel)(T...), cudaFuncAttribute attribute, int value) {
  return cudaFuncSetAttribute(reinterpret_cast<const void*>(kernel), attribute, value);
}
/// As CUDA has cudaFuncGetAttributes().
template <class... T>
cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attributes, void (*kernel)(T...)) {
  return cudaFuncGetAttributes(attributes, reinterpret_cast<const void*>(kernel));
}
/// As CUDA has cudaFuncSetCacheConfig().
template <class... T>
cudaError_t cudaFuncSetCacheConfig(void (*kernel)(T...), cudaFuncCache config) {
  return cudaFuncSetCacheConfig(reinterpret_cast<const void*>(kernel), config);
}
/// As CUDA has cudaOccupancyMaxActiveBlocksPerMultiprocessor().
template <class... T>
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, void (*kernel)(T...), int block_size,
                                                          size_t dynamic_shared) {
  return cudaOccupancyMaxActiveBlocksPerMultiprocessor(blocks, reinterpret_cast<const void*>(kernel), block_size,
                                                       dynamic_shared);
}
/// As CUDA has cudaOccupancyAvailableDynamicSMemPerBlock().
template <class... T>
cudaError_t cudaOccupancyAvailableDynamicSMemPerBlock(size_t* dynamic_shared, void (*kernel)(T...), int blocks,
                                                      int block_size) {
  return cudaOccupancyAvailableDynamicSMemPerBlock(dynamic_shared, reinterpret_cast<const void*>(kernel), blocks,
                                                   block_size);
}
/// The block size that keeps most warps resident, and the grid that fills the GPU with such blocks.
/// `dynamic_shared_of(threads)` gives the bytes that a block of that many threads needs.
template <class Function, class... T>
cudaError_t cudaOccupancyMaxPotentialBlockSizeVariableSMem(int* least_grid, int* block_size, void (*kernel)(T...),
                                                           Function dynamic_shared_of, int limit = 0) {
  const auto call = [](int threads, const void* function) -> size_t {
    return (*static_cast<const Function*>(function))(threads);
  };
  return llmsys::simt::best_block_size(least_grid, block_size, reinterpret_cast<const void*>(kernel), call,
                                       &dynamic_shared_of, limit);
}
/// As CUDA has cudaOccupancyMaxPotentialBlockSize().
template <class... T>
cudaError_t cudaOccupancyMaxPotentialBlockSize(int* least_grid, int* block_size, void (*kernel)(T...),
                                               size_t dynamic_shared = 0, int limit = 0) {
  return cudaOccupancyMaxPotentialBlockSizeVariableSMem(
      least_grid, block_size, kernel, [=](int) { return dynamic_shared; }, limit);
}
/// @}
