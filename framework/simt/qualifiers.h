/// @file
/// CUDA's function and variable qualifiers, for g++.
#pragma once
#include <memory>  // writes __attribute__((__noinline__)): has to come before the macro of that name

#pragma GCC diagnostic ignored "-Wattributes"  // static variables have no visibility; see __constant__
/// @{ As in CUDA; those that say where code and variables live mean nothing here.
#define __global__
#define __device__
#define __host__
/// The one trace it leaves: the symbol table says so, for the bounds check (of variables that are not static).
#define __constant__ __attribute__((visibility("protected")))
#define __managed__
#define __grid_constant__
#undef __forceinline__
#define __forceinline__ inline __attribute__((always_inline))
#undef __noinline__
#define __noinline__ __attribute__((noinline))
#define __launch_bounds__(...)
#define __align__(n) __attribute__((aligned(n)))
/// @}
/// One copy a block: a block's threads are fibers of one operating system thread. constinit: g++ would otherwise ask at each
/// use of an array of structs whether it has been constructed.
#define __shared__ static thread_local constinit __attribute__((aligned(128)))

/// Marks the emulator's own functions and lambdas in headers: what they do to memory is not the kernel's doing.
#define LLMSYS_SIMT_RUNTIME __attribute__((no_sanitize("thread")))

#ifndef LLMSYS_SIMT_TRACED
/// A function of ours that reports to the tracer: in the traced variant a call, so that its return address says where in the
/// kernel it was; else inlined.
#define LLMSYS_SIMT_CALL __forceinline__
/// Where in the kernel such a function was called; null in the plain variant.
#define LLMSYS_SIMT_PC static_cast<const void*>(nullptr)
#else
#define LLMSYS_SIMT_CALL inline __attribute__((noinline)) LLMSYS_SIMT_RUNTIME
#define LLMSYS_SIMT_PC __builtin_return_address(0)
#endif
