/// @file
/// Functions of the CUDA runtime that the emulator has: NVIDIA's signatures and meaning, as of CUDA 13. What is said here is
/// what differs, or what is easily mistaken; the rest is in NVIDIA's CUDA Runtime API reference.
///
/// Every function returns cudaSuccess or an error, which cudaGetLastError() returns once more; simt::last_report() says in
/// words what was wrong (framework/simt/report.h).
#pragma once
#include "framework/simt/device_properties.h"
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
/// 1
cudaError_t cudaGetDeviceCount(int* count);
/// Only device 0 is there.
cudaError_t cudaSetDevice(int device);
/// 0
cudaError_t cudaGetDevice(int* device);
/// Of the GPU that the emulator pretends to be (framework/simt/gpus.h).
cudaError_t cudaGetDeviceProperties(cudaDeviceProp* properties, int device);
/// One of them.
cudaError_t cudaDeviceGetAttribute(int* value, cudaDeviceAttr attribute, int device);
/// Waits until all that was given to the device is done; returns the error of any of it.
cudaError_t cudaDeviceSynchronize();
/// Frees all device memory and forgets sticky errors; streams and events stay.
cudaError_t cudaDeviceReset();
/// Stack and heap sizes.
cudaError_t cudaDeviceGetLimit(size_t* value, cudaLimit limit);
/// Heard; nothing comes of it.
cudaError_t cudaDeviceSetLimit(cudaLimit limit, size_t value);
/// Heard; nothing comes of it.
cudaError_t cudaDeviceSetCacheConfig(cudaFuncCache config);
/// 0 and -5, as on GPUs.
cudaError_t cudaDeviceGetStreamPriorityRange(int* least, int* greatest);
/// 13000
cudaError_t cudaRuntimeGetVersion(int* version);
/// 13000
cudaError_t cudaDriverGetVersion(int* version);
/// @}

/// @name Memory
/// @{
/// Device memory, aligned to 256 bytes; what it holds is undefined. 0 bytes: null.
cudaError_t cudaMalloc(void** pointer, size_t bytes);
/// Waits for the device, then frees. Null is allowed.
cudaError_t cudaFree(void* pointer);
/// In the order of the stream; here the memory is there at once.
cudaError_t cudaMallocAsync(void** pointer, size_t bytes, cudaStream_t stream);
/// In the order of the stream.
cudaError_t cudaFreeAsync(void* pointer, cudaStream_t stream);
/// Rows of `width` bytes, `*pitch` apart.
cudaError_t cudaMallocPitch(void** pointer, size_t* pitch, size_t width, size_t height);
/// Memory that host and device use.
cudaError_t cudaMallocManaged(void** pointer, size_t bytes, unsigned int flags = cudaMemAttachGlobal);
/// Pinned host memory: what asynchronous copies need.
cudaError_t cudaMallocHost(void** pointer, size_t bytes);
/// The same with flags, of which none changes anything here.
cudaError_t cudaHostAlloc(void** pointer, size_t bytes, unsigned int flags);
/// Waits for the device, then frees pinned memory.
cudaError_t cudaFreeHost(void* pointer);
/// Pins memory that is there.
cudaError_t cudaHostRegister(void* pointer, size_t bytes, unsigned int flags);
/// No more.
cudaError_t cudaHostUnregister(void* pointer);
/// How kernels call pinned memory: they cannot in the emulator (cudaErrorNotSupported).
cudaError_t cudaHostGetDevicePointer(void** device, void* host, unsigned int flags);
/// Bytes of the GPU that the emulator pretends to be.
cudaError_t cudaMemGetInfo(size_t* free, size_t* total);
/// What an address belongs to.
cudaError_t cudaPointerGetAttributes(cudaPointerAttributes* attributes, const void* pointer);
/// A wish.
cudaError_t cudaMemPrefetchAsync(const void* pointer, size_t bytes, cudaMemLocation place, unsigned int flags,
                                 cudaStream_t stream = nullptr);
/// A wish.
cudaError_t cudaMemAdvise(const void* pointer, size_t bytes, cudaMemoryAdvise advice, cudaMemLocation place);
/// @}

/// @name Copies and fills
/// @{
/// Copies, after all work in the default stream and in streams that wait for it. The host waits for it, except from device to
/// device, and from memory that is not pinned to the device: that is only read before the call returns.
cudaError_t cudaMemcpy(void* to, const void* from, size_t bytes, cudaMemcpyKind kind);
/// Copies in the order of the stream. Pinned host memory must not change, nor be read, before the copy is done; other host
/// memory is read, or the copy into it done, before the call returns.
cudaError_t cudaMemcpyAsync(void* to, const void* from, size_t bytes, cudaMemcpyKind kind,
                            cudaStream_t stream = nullptr);
/// Copies `height` rows of `width` bytes, as far apart as the pitches say.
cudaError_t cudaMemcpy2D(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width, size_t height,
                         cudaMemcpyKind kind);
/// The same in the order of the stream.
cudaError_t cudaMemcpy2DAsync(void* to, size_t to_pitch, const void* from, size_t from_pitch, size_t width,
                              size_t height, cudaMemcpyKind kind, cudaStream_t stream = nullptr);
/// Into a __device__ or __constant__ variable.
cudaError_t cudaMemcpyToSymbol(const void* symbol, const void* from, size_t bytes, size_t offset = 0,
                               cudaMemcpyKind kind = cudaMemcpyHostToDevice);
/// Out of one.
cudaError_t cudaMemcpyFromSymbol(void* to, const void* symbol, size_t bytes, size_t offset = 0,
                                 cudaMemcpyKind kind = cudaMemcpyDeviceToHost);
/// In the order of the stream.
cudaError_t cudaMemcpyToSymbolAsync(const void* symbol, const void* from, size_t bytes, size_t offset,
                                    cudaMemcpyKind kind, cudaStream_t stream = nullptr);
/// In the order of the stream.
cudaError_t cudaMemcpyFromSymbolAsync(void* to, const void* symbol, size_t bytes, size_t offset, cudaMemcpyKind kind,
                                      cudaStream_t stream = nullptr);
/// Sets each byte to the low 8 bits of `value`. The host does not wait.
cudaError_t cudaMemset(void* pointer, int value, size_t bytes);
/// In the order of the stream.
cudaError_t cudaMemsetAsync(void* pointer, int value, size_t bytes, cudaStream_t stream = nullptr);
/// `height` rows of `width` bytes.
cudaError_t cudaMemset2D(void* pointer, size_t pitch, int value, size_t width, size_t height);
/// In the order of the stream.
cudaError_t cudaMemset2DAsync(void* pointer, size_t pitch, int value, size_t width, size_t height,
                              cudaStream_t stream = nullptr);
/// @}

/// @name Streams and events
/// @{
/// A stream that waits for the default stream, which waits for it.
cudaError_t cudaStreamCreate(cudaStream_t* stream);
/// cudaStreamNonBlocking: neither waits.
cudaError_t cudaStreamCreateWithFlags(cudaStream_t* stream, unsigned int flags);
/// A priority is a wish.
cudaError_t cudaStreamCreateWithPriority(cudaStream_t* stream, unsigned int flags, int priority);
/// What is in it is still done.
cudaError_t cudaStreamDestroy(cudaStream_t stream);
/// As created.
cudaError_t cudaStreamGetFlags(cudaStream_t stream, unsigned int* flags);
/// As created.
cudaError_t cudaStreamGetPriority(cudaStream_t stream, int* priority);
/// cudaErrorNotReady while something is left to do.
cudaError_t cudaStreamQuery(cudaStream_t stream);
/// Waits on the host until all that was put into it is done.
cudaError_t cudaStreamSynchronize(cudaStream_t stream);
/// Lets what is put into the stream from now on wait for the event's last record; an event never recorded is no wait.
cudaError_t cudaStreamWaitEvent(cudaStream_t stream, cudaEvent_t event, unsigned int flags = 0);
/// Calls `function(user_data)` on the host in the order of the stream.
cudaError_t cudaLaunchHostFunc(cudaStream_t stream, cudaHostFn_t function, void* user_data);
/// An event.
cudaError_t cudaEventCreateWithFlags(cudaEvent_t* event, unsigned int flags);
/// An event.
cudaError_t cudaEventCreate(cudaEvent_t* event);
/// It may be waited for still.
cudaError_t cudaEventDestroy(cudaEvent_t event);
/// Puts the mark behind what the stream has been given so far.
cudaError_t cudaEventRecord(cudaEvent_t event, cudaStream_t stream = nullptr);
/// The same.
cudaError_t cudaEventRecordWithFlags(cudaEvent_t event, cudaStream_t stream = nullptr, unsigned int flags = 0);
/// cudaErrorNotReady before the mark is reached.
cudaError_t cudaEventQuery(cudaEvent_t event);
/// Waits on the host.
cudaError_t cudaEventSynchronize(cudaEvent_t event);
/// cudaErrorNotSupported, and NaN: the emulator has no clock, and the time it takes means nothing.
cudaError_t cudaEventElapsedTime(float* milliseconds, cudaEvent_t start, cudaEvent_t end);
/// @}
}
