/// @file
/// Which memory an address belongs to, and a counter for what on a GPU is time.
#pragma once
#include <cstddef>

/// @name Whether an address lies in that memory: 1 or 0
/// @{
unsigned __isGlobal(const void* address);  ///< what cudaMalloc() gives
unsigned __isShared(const void* address);  ///< the running block's, static or dynamic
/// @}

/// @{ An address within one kind of memory: here it stays as it is, 64 bits wide.
inline size_t __cvta_generic_to_global(const void* address) { return reinterpret_cast<size_t>(address); }
inline size_t __cvta_generic_to_shared(const void* address) { return reinterpret_cast<size_t>(address); }
inline void* __cvta_global_to_generic(size_t address) { return reinterpret_cast<void*>(address); }
inline void* __cvta_shared_to_generic(size_t address) { return reinterpret_cast<void*>(address); }
/// @}

/// How often threads of this block have called it. The emulator has no clock that would say anything of a GPU; this one
/// runs the same in every run, and whoever waits for it to go on does not wait forever. (clock() is the C library's.)
long long clock64();
