/// @file
/// What calls of the CUDA runtime return: NVIDIA's names and numbers, as of CUDA 13.
#pragma once

/// A result of the runtime. A sticky one is returned by every call from then on, until cudaDeviceReset().
enum cudaError {
  cudaSuccess = 0,                        ///< nothing went wrong
  cudaErrorInvalidValue = 1,              ///< an argument is out of range
  cudaErrorMemoryAllocation = 2,          ///< not enough device memory
  cudaErrorInitializationError = 3,       ///< the device could not be set up
  cudaErrorCudartUnloading = 4,           ///< the program is ending
  cudaErrorInvalidConfiguration = 9,      ///< grid, block or shared memory beyond what the device has
  cudaErrorInvalidPitchValue = 12,        ///< rows are further apart than allowed, or overlap
  cudaErrorInvalidSymbol = 13,            ///< no such __device__ variable
  cudaErrorInvalidHostPointer = 16,       ///< not host memory
  cudaErrorInvalidDevicePointer = 17,     ///< not device memory, or freed
  cudaErrorInvalidMemcpyDirection = 21,   ///< a direction that is none of cudaMemcpyKind
  cudaErrorStubLibrary = 34,              ///< never returned here
  cudaErrorInsufficientDriver = 35,       ///< never returned here
  cudaErrorMissingConfiguration = 52,     ///< never returned here
  cudaErrorLaunchMaxDepthExceeded = 65,   ///< never returned here
  cudaErrorInvalidDeviceFunction = 98,    ///< not a kernel, or not compiled
  cudaErrorNoDevice = 100,                ///< this program has no GPU
  cudaErrorInvalidDevice = 101,           ///< a device number that is not there
  cudaErrorInvalidKernelImage = 200,      ///< never returned here
  cudaErrorNoKernelImageForDevice = 209,  ///< never returned here
  cudaErrorUnsupportedLimit = 215,        ///< a limit that the device does not know
  cudaErrorInvalidResourceHandle = 400,   ///< a stream, event or graph that is none
  cudaErrorIllegalState = 401,            ///< not possible now
  cudaErrorSymbolNotFound = 500,          ///< no such name
  cudaErrorNotReady = 600,                ///< not finished yet: an answer, not a failure
  cudaErrorIllegalAddress = 700,          ///< sticky: a kernel accessed memory that is not its own
  cudaErrorLaunchOutOfResources = 701,    ///< too many registers or too much shared memory
  cudaErrorLaunchTimeout = 702,       ///< sticky: a kernel ran too long; here: it spins or its threads wait for ever
  cudaErrorContextIsDestroyed = 709,  ///< never returned here
  cudaErrorAssert = 710,              ///< sticky: assert() failed in a kernel
  cudaErrorHostMemoryAlreadyRegistered = 712,  ///< pinned twice
  cudaErrorHostMemoryNotRegistered = 713,      ///< not pinned
  cudaErrorHardwareStackError = 714,           ///< sticky: a thread's stack overflowed
  cudaErrorIllegalInstruction = 715,           ///< sticky: __trap()
  cudaErrorMisalignedAddress = 716,            ///< sticky: an access not at a multiple of its size
  cudaErrorInvalidAddressSpace = 717,          ///< never returned here
  cudaErrorInvalidPc = 718,                    ///< never returned here
  cudaErrorLaunchFailure = 719,                ///< sticky: a kernel failed otherwise
  cudaErrorCooperativeLaunchTooLarge = 720,    ///< the blocks of a cooperative launch do not fit the device at once
  cudaErrorNotPermitted = 800,                 ///< not allowed
  cudaErrorNotSupported = 801,                 ///< this device, or the emulator, cannot do it
  cudaErrorSystemNotReady = 802,               ///< never returned here
  cudaErrorStreamCaptureUnsupported = 900,     ///< not while a stream is being captured
  cudaErrorStreamCaptureInvalidated = 901,     ///< an earlier call spoilt the capture
  cudaErrorStreamCaptureMerge = 902,           ///< two captures would become one
  cudaErrorStreamCaptureUnmatched = 903,       ///< ended in another stream than it began in
  cudaErrorStreamCaptureUnjoined = 904,        ///< a stream that joined the capture was not waited for
  cudaErrorStreamCaptureIsolation = 905,       ///< a captured stream would wait for work outside of the capture
  cudaErrorStreamCaptureImplicit = 906,        ///< the default stream would wait for a capturing stream
  cudaErrorCapturedEvent = 907,                ///< the event was recorded in a capture
  cudaErrorStreamCaptureWrongThread = 908,     ///< another thread began the capture
  cudaErrorTimeout = 909,                      ///< never returned here
  cudaErrorGraphExecUpdateFailure = 910,       ///< never returned here
  cudaErrorInvalidClusterSize = 912,           ///< thread block clusters are not emulated
  cudaErrorUnknown = 999                       ///< something else
};
/// The same, as signatures call it.
using cudaError_t = cudaError;
