/// @file
/// Tells AddressSanitizer (preset asan) which bytes of a pool nobody may touch; elsewhere these do nothing.
#pragma once
#include <cstddef>
#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

namespace llmsys::detail {

#ifdef __SANITIZE_ADDRESS__
/// Whoever touches these bytes is reported.
inline void forbid_bytes(void* begin, size_t bytes) { __asan_poison_memory_region(begin, bytes); }
/// These bytes may be used again.
inline void permit_bytes(void* begin, size_t bytes) { __asan_unpoison_memory_region(begin, bytes); }
#else
/// Whoever touches these bytes is reported.
inline void forbid_bytes(void* /*begin*/, size_t /*bytes*/) {}
/// These bytes may be used again.
inline void permit_bytes(void* /*begin*/, size_t /*bytes*/) {}
#endif

}  // namespace llmsys::detail
