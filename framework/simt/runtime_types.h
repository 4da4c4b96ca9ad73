/// @file
/// Handles, enumerations and structures of the CUDA runtime: NVIDIA's names and numbers, as of CUDA 13.
#pragma once
#include <cstddef>

#include "framework/simt/runtime_errors.h"
#include "framework/simt/vector_types.h"

struct CUstream_st;
struct CUevent_st;
struct CUgraph_st;
struct CUgraphNode_st;
struct CUgraphExec_st;
/// A queue of work; null is the default stream.
using cudaStream_t = CUstream_st*;
/// A mark in a stream.
using cudaEvent_t = CUevent_st*;
/// Operations and their dependences.
using cudaGraph_t = CUgraph_st*;
/// An operation of a graph.
using cudaGraphNode_t = CUgraphNode_st*;
/// A graph that can be launched.
using cudaGraphExec_t = CUgraphExec_st*;
/// How the runtime calls back, on Windows.
#define CUDART_CB
/// What cudaLaunchHostFunc() calls. It must not call the runtime.
using cudaHostFn_t = void (*)(void* user_data);

/// CUDA 13.0: the version whose names and signatures these are.
#define CUDART_VERSION 13000

/// @name Flags
/// @{
/// For cudaStreamCreateWithFlags(): waits for the default stream, which waits for it.
#define cudaStreamDefault 0x00
/// Neither.
#define cudaStreamNonBlocking 0x01
/// The default stream.
#define cudaStreamLegacy (reinterpret_cast<cudaStream_t>(1))
/// A default stream of each thread; waits for cudaStreamLegacy.
#define cudaStreamPerThread (reinterpret_cast<cudaStream_t>(2))
/// For cudaEventCreateWithFlags().
#define cudaEventDefault 0x00
/// cudaEventSynchronize() sleeps.
#define cudaEventBlockingSync 0x01
/// Without a time: what an event that only orders should be.
#define cudaEventDisableTiming 0x02
/// For cudaEventRecordWithFlags() and cudaStreamWaitEvent().
#define cudaEventRecordDefault 0x00
/// For cudaStreamWaitEvent().
#define cudaEventWaitDefault 0x00
/// For cudaHostAlloc().
#define cudaHostAllocDefault 0x00
/// All of the emulator's is.
#define cudaHostAllocPortable 0x01
/// All of the emulator's is.
#define cudaHostAllocMapped 0x02
/// The emulator does not mind.
#define cudaHostAllocWriteCombined 0x04
/// For cudaHostRegister().
#define cudaHostRegisterDefault 0x00
/// For cudaMallocManaged(): any stream may use it.
#define cudaMemAttachGlobal 0x01
/// No device may.
#define cudaMemAttachHost 0x02
/// The host, as a place of managed memory.
#define cudaCpuDeviceId (-1)
/// For the occupancy functions.
#define cudaOccupancyDefault 0x00
/// @}

/// Where a copy comes from and goes to.
enum cudaMemcpyKind {
  cudaMemcpyHostToHost = 0,      ///< host to host
  cudaMemcpyHostToDevice = 1,    ///< host to device
  cudaMemcpyDeviceToHost = 2,    ///< device to host
  cudaMemcpyDeviceToDevice = 3,  ///< device to device
  cudaMemcpyDefault = 4          ///< as the two addresses say
};

/// Whether a stream is being captured.
enum cudaStreamCaptureStatus {
  cudaStreamCaptureStatusNone = 0,        ///< no
  cudaStreamCaptureStatusActive = 1,      ///< yes
  cudaStreamCaptureStatusInvalidated = 2  ///< yes, but there will be no graph: some call spoilt it
};

/// What a capture forbids meanwhile.
enum cudaStreamCaptureMode {
  cudaStreamCaptureModeGlobal = 0,       ///< calls that concern all the device, by any thread
  cudaStreamCaptureModeThreadLocal = 1,  ///< by this thread
  cudaStreamCaptureModeRelaxed = 2       ///< nothing
};

/// What a node of a graph does.
enum cudaGraphNodeType {
  cudaGraphNodeTypeKernel = 0x00,       ///< runs a kernel; or a library's
  cudaGraphNodeTypeMemcpy = 0x01,       ///< copies
  cudaGraphNodeTypeMemset = 0x02,       ///< fills
  cudaGraphNodeTypeHost = 0x03,         ///< calls a function on the host
  cudaGraphNodeTypeGraph = 0x04,        ///< another graph
  cudaGraphNodeTypeEmpty = 0x05,        ///< nothing
  cudaGraphNodeTypeWaitEvent = 0x06,    ///< not made here
  cudaGraphNodeTypeEventRecord = 0x07,  ///< not made here
  cudaGraphNodeTypeMemAlloc = 0x0a,     ///< not made here
  cudaGraphNodeTypeMemFree = 0x0b       ///< cudaFreeAsync()
};

/// What an address belongs to.
enum cudaMemoryType {
  cudaMemoryTypeUnregistered = 0,  ///< host memory that CUDA knows nothing of
  cudaMemoryTypeHost = 1,          ///< pinned host memory
  cudaMemoryTypeDevice = 2,        ///< device memory
  cudaMemoryTypeManaged = 3        ///< both
};

/// What cudaPointerGetAttributes() says.
struct cudaPointerAttributes {
  cudaMemoryType type;  ///< what it belongs to
  int device;           ///< whose
  void* devicePointer;  ///< how kernels call it; null: they cannot
  void* hostPointer;    ///< how the host calls it; null: it cannot
  long reserved[8];     ///< nothing
};

/// A kind of place for managed memory.
enum cudaMemLocationType {
  cudaMemLocationTypeInvalid = 0,  ///< none
  cudaMemLocationTypeDevice = 1,   ///< a device
  cudaMemLocationTypeHost = 2      ///< the host
};

/// A place for managed memory.
struct cudaMemLocation {
  cudaMemLocationType type;  ///< what
  int id;                    ///< which
};

/// What is told of managed memory; nothing comes of it here.
enum cudaMemoryAdvise {
  cudaMemAdviseSetReadMostly = 1,           ///< mostly read
  cudaMemAdviseUnsetReadMostly = 2,         ///< no more
  cudaMemAdviseSetPreferredLocation = 3,    ///< better there
  cudaMemAdviseUnsetPreferredLocation = 4,  ///< no more
  cudaMemAdviseSetAccessedBy = 5,           ///< used by
  cudaMemAdviseUnsetAccessedBy = 6          ///< no more
};

/// What can be set of a kernel.
enum cudaFuncAttribute {
  cudaFuncAttributeMaxDynamicSharedMemorySize = 8,     ///< bytes; more than 48 KiB need it
  cudaFuncAttributePreferredSharedMemoryCarveout = 9,  ///< percent; a wish
  cudaFuncAttributeNonPortableClusterSizeAllowed = 14  ///< clusters are not emulated
};

/// How cache and shared memory are divided: a wish.
enum cudaFuncCache {
  cudaFuncCachePreferNone = 0,    ///< none
  cudaFuncCachePreferShared = 1,  ///< shared memory
  cudaFuncCachePreferL1 = 2,      ///< cache
  cudaFuncCachePreferEqual = 3    ///< half and half
};

/// What is known of a kernel.
struct cudaFuncAttributes {
  size_t sharedSizeBytes;         ///< static shared memory; 0 unless set_kernel_resources() told
  size_t constSizeBytes;          ///< 0: unknown
  size_t localSizeBytes;          ///< of a thread; 0: unknown
  int maxThreadsPerBlock;         ///< it can be launched with
  int numRegs;                    ///< of a thread; 0 unless set_kernel_resources() told
  int ptxVersion;                 ///< 80 for 8.0
  int binaryVersion;              ///< likewise
  int cacheModeCA;                ///< 0
  int maxDynamicSharedSizeBytes;  ///< as cudaFuncSetAttribute() said; 48 KiB at first, less what is static
  int preferredShmemCarveout;     ///< as cudaFuncSetAttribute() said; -1 at first
};

/// Limits of the device.
enum cudaLimit {
  cudaLimitStackSize = 0x00,       ///< bytes of a thread's stack
  cudaLimitPrintfFifoSize = 0x01,  ///< bytes; the emulator prints at once
  cudaLimitMallocHeapSize = 0x02   ///< bytes for malloc() in kernels
};

/// What can be said of a launch beside its size.
enum cudaLaunchAttributeID {
  cudaLaunchAttributeIgnore = 0,                           ///< nothing
  cudaLaunchAttributeCooperative = 2,                      ///< blocks may wait for one another
  cudaLaunchAttributeClusterDimension = 4,                 ///< clusters are not emulated: 1 block each
  cudaLaunchAttributeProgrammaticStreamSerialization = 6,  ///< may begin early; here it does not
  cudaLaunchAttributePriority = 8                          ///< a wish
};

/// Its value.
union alignas(8) cudaLaunchAttributeValue {
  char pad[64];     ///< as large as CUDA's
  int cooperative;  ///< 1: yes
  /// @cond  Doxygen cannot link what has no name
  struct {
    unsigned x;  // blocks
    unsigned y;  // blocks
    unsigned z;  // blocks
  } clusterDim;  // of a cluster
  /// @endcond
  int programmaticStreamSerializationAllowed;  ///< 1: yes
  int priority;                                ///< as of streams
};

/// An attribute of a launch.
struct cudaLaunchAttribute {
  cudaLaunchAttributeID id;      ///< which
  cudaLaunchAttributeValue val;  ///< its value
};

/// How cudaLaunchKernelEx() launches. CUDA calls the first two gridDim and blockDim, which are taken here; in raw programs
/// the source rewriter renames them.
struct cudaLaunchConfig_t {
  dim3 grid_dim;               ///< blocks
  dim3 block_dim;              ///< threads a block
  size_t dynamicSmemBytes;     ///< dynamic shared memory
  cudaStream_t stream;         ///< queue
  cudaLaunchAttribute* attrs;  ///< more; null if numAttrs is 0
  unsigned int numAttrs;       ///< how many
};

/// What connects two nodes of a graph; zero here.
struct cudaGraphEdgeData {
  unsigned char from_port;    ///< 0
  unsigned char to_port;      ///< 0
  unsigned char type;         ///< 0
  unsigned char reserved[5];  ///< 0
};
