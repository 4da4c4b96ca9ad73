/// @file
/// Functions of the CUDA runtime that the emulator has: NVIDIA's signatures and meaning, as of CUDA 13. What is said here is
/// what differs, or what is easily mistaken; the rest is in NVIDIA's CUDA Runtime API reference.
///
/// Every function returns cudaSuccess or an error, which cudaGetLastError() returns once more; simt::last_report() says in
/// words what was wrong (framework/simt/report.h).
#pragma once
#include "framework/simt/runtime_types.h"

extern "C" {

/// @name Errors
/// @{
/// The last error of a call by this thread, which is then forgotten; a sticky one stays.
cudaError_t cudaGetLastError();
/// The same without forgetting it.
cudaError_t cudaPeekAtLastError();
/// "cudaErrorInvalidValue"
const char* cudaGetErrorName(cudaError_t error);
/// "invalid argument"
const char* cudaGetErrorString(cudaError_t error);
/// @}

/// @name Device
/// @{
/// Waits until all that was given to the device is done; returns the error of any of it.
cudaError_t cudaDeviceSynchronize();
/// @}

/// @name Memory
/// @{
/// Device memory, aligned to 256 bytes; what it holds is undefined. 0 bytes: null.
cudaError_t cudaMalloc(void** pointer, size_t bytes);
/// Waits for the device, then frees. Null is allowed.
cudaError_t cudaFree(void* pointer);
/// Copies, after all work in the default stream and in streams that wait for it.
cudaError_t cudaMemcpy(void* to, const void* from, size_t bytes, cudaMemcpyKind kind);
/// Sets each byte to the low 8 bits of `value`.
cudaError_t cudaMemset(void* pointer, int value, size_t bytes);
/// @}
}
