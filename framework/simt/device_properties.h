/// @file
/// What a program can ask of a device: members of CUDA 13's cudaDeviceProp that mean something here, and their numbers for
/// cudaDeviceGetAttribute().
#pragma once
#include <cstddef>

/// Of a device. Clock rates are attributes since CUDA 13.
struct cudaDeviceProp {
  char name[256];                     ///< "NVIDIA A100-SXM4-40GB"
  size_t totalGlobalMem;              ///< bytes of device memory
  size_t sharedMemPerBlock;           ///< bytes of shared memory of a block, without asking for more
  int regsPerBlock;                   ///< 32-bit registers of a block
  int warpSize;                       ///< 32
  size_t memPitch;                    ///< bytes between rows of a copy, at most
  int maxThreadsPerBlock;             ///< 1024
  int maxThreadsDim[3];               ///< of a block, in each direction
  int maxGridSize[3];                 ///< blocks, in each direction
  size_t totalConstMem;               ///< bytes of __constant__ variables
  int major;                          ///< compute capability
  int minor;                          ///< compute capability
  size_t textureAlignment;            ///< 512; textures are not emulated
  int multiProcessorCount;            ///< multiprocessors
  int integrated;                     ///< 0
  int canMapHostMemory;               ///< 0: kernels cannot use pinned host memory here
  int concurrentKernels;              ///< 1
  int ECCEnabled;                     ///< 0
  int pciBusID;                       ///< 0
  int pciDeviceID;                    ///< 0
  int pciDomainID;                    ///< 0
  int asyncEngineCount;               ///< copies that go on beside kernels: one each way
  int unifiedAddressing;              ///< 1
  int memoryBusWidth;                 ///< bits
  int l2CacheSize;                    ///< bytes
  int maxThreadsPerMultiProcessor;    ///< resident at once
  int streamPrioritiesSupported;      ///< 1
  int globalL1CacheSupported;         ///< 1
  int localL1CacheSupported;          ///< 1
  size_t sharedMemPerMultiprocessor;  ///< bytes
  int regsPerMultiprocessor;          ///< 32-bit registers
  int managedMemory;                  ///< 1
  int isMultiGpuBoard;                ///< 0
  int pageableMemoryAccess;           ///< 0
  int concurrentManagedAccess;        ///< 1
  int cooperativeLaunch;              ///< 1
  size_t sharedMemPerBlockOptin;      ///< bytes, with cudaFuncSetAttribute()
  int maxBlocksPerMultiProcessor;     ///< resident at once
  size_t reservedSharedMemPerBlock;   ///< bytes that CUDA takes itself
  int hostRegisterSupported;          ///< 1
  int memoryPoolsSupported;           ///< 1: cudaMallocAsync()
  int clusterLaunch;                  ///< 0: clusters are not emulated
};

/// One of them, for cudaDeviceGetAttribute(). Others are refused.
enum cudaDeviceAttr {
  cudaDevAttrMaxThreadsPerBlock = 1,                 ///< 1024
  cudaDevAttrMaxBlockDimX = 2,                       ///< threads
  cudaDevAttrMaxBlockDimY = 3,                       ///< threads
  cudaDevAttrMaxBlockDimZ = 4,                       ///< threads
  cudaDevAttrMaxGridDimX = 5,                        ///< blocks
  cudaDevAttrMaxGridDimY = 6,                        ///< blocks
  cudaDevAttrMaxGridDimZ = 7,                        ///< blocks
  cudaDevAttrMaxSharedMemoryPerBlock = 8,            ///< bytes, without asking for more
  cudaDevAttrTotalConstantMemory = 9,                ///< bytes
  cudaDevAttrWarpSize = 10,                          ///< 32
  cudaDevAttrMaxRegistersPerBlock = 12,              ///< 32-bit registers
  cudaDevAttrClockRate = 13,                         ///< kHz, boost
  cudaDevAttrMultiProcessorCount = 16,               ///< multiprocessors
  cudaDevAttrIntegrated = 18,                        ///< 0
  cudaDevAttrConcurrentKernels = 31,                 ///< 1
  cudaDevAttrGlobalMemoryBusWidth = 37,              ///< bits
  cudaDevAttrL2CacheSize = 38,                       ///< bytes
  cudaDevAttrMaxThreadsPerMultiProcessor = 39,       ///< resident at once
  cudaDevAttrAsyncEngineCount = 40,                  ///< copies beside kernels
  cudaDevAttrUnifiedAddressing = 41,                 ///< 1
  cudaDevAttrComputeCapabilityMajor = 75,            ///< compute capability
  cudaDevAttrComputeCapabilityMinor = 76,            ///< compute capability
  cudaDevAttrStreamPrioritiesSupported = 78,         ///< 1
  cudaDevAttrMaxSharedMemoryPerMultiprocessor = 81,  ///< bytes
  cudaDevAttrMaxRegistersPerMultiprocessor = 82,     ///< 32-bit registers
  cudaDevAttrManagedMemory = 83,                     ///< 1
  cudaDevAttrPageableMemoryAccess = 88,              ///< 0
  cudaDevAttrConcurrentManagedAccess = 89,           ///< 1
  cudaDevAttrCooperativeLaunch = 95,                 ///< 1
  cudaDevAttrMaxSharedMemoryPerBlockOptin = 97,      ///< bytes, with cudaFuncSetAttribute()
  cudaDevAttrMaxBlocksPerMultiprocessor = 106,       ///< resident at once
  cudaDevAttrReservedSharedMemoryPerBlock = 111,     ///< bytes that CUDA takes itself
  cudaDevAttrMemoryPoolsSupported = 115,             ///< 1
  cudaDevAttrClusterLaunch = 120                     ///< 0
};
