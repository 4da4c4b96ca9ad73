/// @file
/// Handles, enumerations and structures of the CUDA runtime: NVIDIA's names and numbers, as of CUDA 13.
#pragma once
#include <cstddef>

#include "framework/simt/runtime_errors.h"

struct CUstream_st;
struct CUevent_st;
/// A queue of work; null is the default stream.
using cudaStream_t = CUstream_st*;
/// A mark in a stream.
using cudaEvent_t = CUevent_st*;

/// Where a copy comes from and goes to.
enum cudaMemcpyKind {
  cudaMemcpyHostToHost = 0,      ///< host to host
  cudaMemcpyHostToDevice = 1,    ///< host to device
  cudaMemcpyDeviceToHost = 2,    ///< device to host
  cudaMemcpyDeviceToDevice = 3,  ///< device to device
  cudaMemcpyDefault = 4          ///< as the two addresses say
};
